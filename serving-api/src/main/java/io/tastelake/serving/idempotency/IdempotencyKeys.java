package io.tastelake.serving.idempotency;

import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.KeyedWrite;
import io.tastelake.serving.http.Sha256;
import io.tastelake.serving.http.WriteKeys;
import io.tastelake.store.IdempotencyKeysTable;
import io.tastelake.store.OnlineStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Idempotency keys in the online store, which all instances share. Thread-safe. */
public final class IdempotencyKeys implements WriteKeys {

  private static final long LIFE = TimeUnit.HOURS.toMicros(24);
  private static final long PURGED_EVERY = Duration.ofMinutes(1).toMillis();

  /** Longer answers are not kept: lists, which are read anew instead. */
  private static final int MAX_ANSWER_BYTES = 64 << 10;

  private final OnlineStore store;
  private final Clock clock;
  private final AtomicLong nextPurge = new AtomicLong();

  public IdempotencyKeys(OnlineStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public KeyedWrite begin(Caller caller, String method, String path, String key) {
    purge();
    byte[] digest = digest(caller, method, path, key);
    long now = MicrosecondClock.now(clock);
    IdempotencyKeysTable.Row write =
        store.with(
            connection -> {
              IdempotencyKeysTable table = new IdempotencyKeysTable(connection);
              table.begin(digest, now, now - LIFE);
              return table.withDigest(digest).orElseThrow(IdempotencyKeys::purged);
            });
    return new Kept(caller.database(), digest, write);
  }

  private static IllegalStateException purged() {
    return new IllegalStateException("a key in use is kept for a day");
  }

  /** Every part with its length: no two different writes have one digest. */
  private static byte[] digest(Caller caller, String... write) {
    MessageDigest sha256 = Sha256.begin();
    put(sha256, caller.organization().value());
    put(sha256, caller.database().map(DatabaseId::value).orElse(""));
    put(sha256, caller.account().value());
    put(sha256, caller.frontendSubject());
    for (String part : write) {
      put(sha256, part);
    }
    return sha256.digest();
  }

  private static void put(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private void purge() {
    long now = clock.millis();
    long due = nextPurge.get();
    if (now >= due && nextPurge.compareAndSet(due, now + PURGED_EVERY)) {
      long oldest = MicrosecondClock.now(clock) - LIFE;
      int unused =
          store.with(connection -> new IdempotencyKeysTable(connection).deleteBegunBefore(oldest));
    }
  }

  private final class Kept implements KeyedWrite {

    private final Optional<DatabaseId> database;
    private final byte[] digest;
    private final IdempotencyKeysTable.Row write;

    Kept(Optional<DatabaseId> database, byte[] digest, IdempotencyKeysTable.Row write) {
      this.database = database;
      this.digest = digest;
      this.write = write;
    }

    @Override
    public long begunAt() {
      return write.begunAt();
    }

    @Override
    public Optional<byte[]> acceptedBody() {
      return write.acceptedBody();
    }

    @Override
    public Optional<byte[]> answer() {
      return write.answer();
    }

    /** With the time in it: a key that is used again after a day stands for another write. */
    @Override
    public InteractionId interaction(int index) {
      return InteractionId.derived(
          database.orElseThrow(), HexFormat.of().formatHex(digest) + " " + write.begunAt(), index);
    }

    @Override
    public boolean accept(byte[] bodyHash) {
      return store.with(
              connection ->
                  new IdempotencyKeysTable(connection).accept(digest, write.begunAt(), bodyHash))
          == 1;
    }

    @Override
    public void complete(byte[] given) {
      if (given.length <= MAX_ANSWER_BYTES) {
        store.run(
            connection ->
                new IdempotencyKeysTable(connection).complete(digest, write.begunAt(), given));
      }
    }
  }
}
