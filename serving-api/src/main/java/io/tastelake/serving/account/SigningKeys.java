package io.tastelake.serving.account;

import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.store.Seal;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.SigningKeysTable;
import io.tastelake.store.StoreException;
import io.tastelake.store.StoredKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What access tokens are signed with, the same on every instance. A new key is looked for every
 * minute and signs a while after it was made, when every instance has it; the one before is good
 * until its last token has expired. So a rotation disturbs nobody. Thread-safe.
 */
public final class SigningKeys {

  private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

  /** The key of tokens that name none. */
  static final String FIRST = "first";

  private static final int BYTES = 32;
  private static final Duration READ_EVERY = Duration.ofMinutes(1);
  private static final Duration UNKNOWN_READ_EVERY = Duration.ofSeconds(1);
  private static final Duration SPREADS_WITHIN = READ_EVERY.plusSeconds(30);

  /**
   * A key.
   *
   * @param kid names it in tokens
   * @param since when it was made
   * @param until from when on it is void, if another follows it
   */
  @SuppressWarnings("ArrayRecordComponent") // it is never compared
  record Key(String kid, byte[] value, Instant since, Optional<Instant> until) {

    boolean isGood(Instant now) {
      return until.isEmpty() || until.get().isAfter(now);
    }
  }

  private record Known(List<Key> keys, Instant readAt) {}

  private final Supplier<List<Key>> stored;
  private final Clock clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Known known;

  private SigningKeys(Supplier<List<Key>> stored, Clock clock) {
    this.stored = stored;
    this.clock = clock;
    this.known = new Known(stored.get(), clock.instant());
  }

  /**
   * The keys that a store holds; makes the first one if there is none.
   *
   * @param seal what they are encrypted with
   * @throws Seal.BrokenSealException if none of them can be opened
   */
  public static SigningKeys in(OnlineStore store, Seal seal, SecureRandom random, Clock clock) {
    StoredKey fresh = seal.close(FIRST, fresh(random));
    boolean unused =
        store.inTransaction(
            transaction -> {
              new SigningKeysTable(transaction).addFirst(FIRST, fresh, clock.instant());
              return true;
            });
    return new SigningKeys(
        () -> keys(store.with(connection -> new SigningKeysTable(connection).all()), seal), clock);
  }

  /** One key for ever. */
  static SigningKeys only(String kid, byte[] value, Clock clock) {
    Key key = new Key(kid, value.clone(), Instant.EPOCH, Optional.empty());
    return new SigningKeys(() -> List.of(key), clock);
  }

  /**
   * Makes a new key, with which all instances sign soon. Nobody is disturbed: tokens of the keys
   * before live out their time.
   *
   * @return the new key's name
   */
  public static String rotate(OnlineStore store, Seal seal, SecureRandom random, Clock clock) {
    Duration goodFor = SPREADS_WITHIN.multipliedBy(2).plus(AccessTokens.LIFE);
    return follow(store, seal, random, clock, goodFor);
  }

  /**
   * Makes a new key and the keys before void, which somebody else may know: every access token is
   * refused as expired within a minute, and clients refresh theirs.
   *
   * @return the new key's name
   */
  public static String replace(OnlineStore store, Seal seal, SecureRandom random, Clock clock) {
    return follow(store, seal, random, clock, Duration.ZERO);
  }

  private static String follow(
      OnlineStore store, Seal seal, SecureRandom random, Clock clock, Duration goodFor) {
    byte[] name = new byte[8];
    random.nextBytes(name);
    String kid = HexFormat.of().formatHex(name);
    Instant now = clock.instant();
    StoredKey fresh = seal.close(kid, fresh(random));
    boolean unused =
        store.inTransaction(
            transaction -> {
              SigningKeysTable table = new SigningKeysTable(transaction);
              int unusedRetired = table.deleteRetiredBefore(now.minus(AccessTokens.LIFE));
              table.add(kid, fresh, now, now.plus(goodFor));
              return true;
            });
    AuditLog.note(AuditLog.Event.SIGNING_KEY_ROTATED, "operator", null, Map.of("key", kid));
    return kid;
  }

  /** What is signed with now: the newest key that every instance knows. */
  Key current() {
    Instant now = clock.instant();
    List<Key> good = all(READ_EVERY, now).stream().filter(key -> key.isGood(now)).toList();
    Instant spread = now.minus(SPREADS_WITHIN);
    return good.stream()
        .filter(key -> !key.since().isAfter(spread))
        .reduce((older, newer) -> newer)
        .orElseGet(() -> good.get(0));
  }

  /** The key of this name, good or not; an unknown one may have been made a moment ago. */
  Optional<Key> of(String kid) {
    Instant now = clock.instant();
    Optional<Key> key = named(all(READ_EVERY, now), kid);
    return key.isPresent() ? key : named(all(UNKNOWN_READ_EVERY, now), kid);
  }

  /** Whether a key is still good. */
  boolean isGood(Key key) {
    Instant now = clock.instant();
    return named(all(READ_EVERY, now), key.kid()).filter(known -> known.isGood(now)).isPresent();
  }

  private static Optional<Key> named(List<Key> keys, String kid) {
    return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  /**
   * The keys, oldest first, as they were that long ago at most, or when the store last answered.
   */
  private List<Key> all(Duration age, Instant now) {
    if (!known.readAt().isAfter(now.minus(age)) && reading.tryLock()) {
      try {
        known = new Known(stored.get(), now);
      } catch (StoreException | Seal.BrokenSealException e) {
        LOG.warn("The signing keys cannot be read; those of before count on: {}", e.getMessage());
        known = new Known(known.keys(), now);
      } finally {
        reading.unlock();
      }
    }
    return known.keys();
  }

  /** Those that can be opened: the others may be of a time that has gone. */
  private static List<Key> keys(List<SigningKeysTable.Row> rows, Seal seal) {
    List<Key> keys = new ArrayList<>(rows.size());
    Optional<Seal.BrokenSealException> broken = Optional.empty();
    for (SigningKeysTable.Row row : rows) {
      try {
        byte[] value = seal.open(row.kid(), row.key());
        keys.add(new Key(row.kid(), value, row.createdAt(), row.retiresAt()));
      } catch (Seal.BrokenSealException e) {
        LOG.warn("Tokens of this key are refused: {}", e.getMessage());
        broken = Optional.of(e);
      }
    }
    if (keys.isEmpty() && broken.isPresent()) {
      throw broken.get();
    }
    return List.copyOf(keys);
  }

  private static byte[] fresh(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return bytes;
  }
}
