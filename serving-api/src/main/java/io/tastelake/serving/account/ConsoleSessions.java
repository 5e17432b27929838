package io.tastelake.serving.account;

import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Sha256;
import io.tastelake.serving.store.LastKnown;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.RefreshTokensTable;
import io.tastelake.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sessions of the console. Each is a row of {@code refresh_tokens}, so whatever revokes an
 * account's refresh tokens ends its sessions. The row is found by a hash that no refresh token has,
 * so neither can be used for the other. A session ends half an hour after its last page, and 12
 * hours after its login. Thread-safe.
 */
public final class ConsoleSessions {

  private static final Duration MAX_LIFE = Duration.ofHours(12);
  private static final Duration MAX_IDLE = Duration.ofMinutes(30);

  /** A session's end is moved at most this often. */
  private static final Duration EXTENDED_EVERY = Duration.ofMinutes(2);

  private static final int BYTES = 32;
  private static final String PREFIX = "console session ";

  /** Random bytes, and when the login was: the hash binds them together. */
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}\\.[0-9]{1,12}");

  private final OnlineStore store;
  private final Accounts accounts;
  private final ServiceKeys keys;
  private final SecureRandom random;
  private final Clock clock;

  /** A page needs its session; one that was revoked is missed within seconds. */
  private final LastKnown<String, RefreshTokensTable.Row> known;

  public ConsoleSessions(
      OnlineStore store, Accounts accounts, ServiceKeys keys, SecureRandom random, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.keys = keys;
    this.random = random;
    this.clock = clock;
    this.known = new LastKnown<>(store, this::row, 10_000);
  }

  /** A new session of {@code caller}: its secret. */
  String begin(Caller caller) {
    return begin(caller, clock.instant().getEpochSecond());
  }

  /** Another session in place of {@code session}, which ends now; the last end stays the same. */
  String replace(String session, Caller caller) {
    String next = begin(caller, loginOf(session));
    end(session, caller);
    return next;
  }

  private String begin(Caller caller, long login) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String session = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + '.' + login;
    var row =
        new RefreshTokensTable.Row(
            caller.account(),
            caller.database(),
            Optional.empty(),
            Optional.empty(),
            endOf(session),
            caller.generation(),
            caller.serviceKey());
    store.run(connection -> new RefreshTokensTable(connection).add(hash(session), row));
    return session;
  }

  /** Whose session it is, unless it has ended; asking for it keeps it. */
  Optional<Caller> caller(String session) {
    if (!SHAPE.matcher(session).matches()) {
      return Optional.empty();
    }
    Optional<RefreshTokensTable.Row> row =
        known.of(session).filter(found -> found.expiresAt().isAfter(clock.instant()));
    Optional<Caller> caller = row.flatMap(this::caller);
    if (caller.isPresent()) {
      extend(session, row.get());
    }
    return caller;
  }

  /** The account may have changed since the login. */
  private Optional<Caller> caller(RefreshTokensTable.Row row) {
    return accounts
        .present(row.account())
        .filter(account -> account.stillGrants(row.generation(), row.database()))
        .filter(account -> account.role() != Role.FRONTEND)
        .filter(account -> keys.isGood(row.serviceKey()))
        .map(
            account ->
                new Caller(
                    account.id(),
                    account.organization(),
                    account.role(),
                    row.database(),
                    Optional.empty(),
                    Optional.empty(),
                    account.generation(),
                    row.serviceKey()));
  }

  private void extend(String session, RefreshTokensTable.Row row) {
    Instant end = endOf(session);
    if (store.isAway() || !row.expiresAt().plus(EXTENDED_EVERY).isBefore(end)) {
      return;
    }
    try {
      int unused =
          store.with(connection -> new RefreshTokensTable(connection).extend(hash(session), end));
      known.forget(session);
    } catch (StoreUnavailableException e) {
      // the page can be shown, and the next one extends
    }
  }

  /** Ends a session of the caller's account. */
  void end(String session, Caller caller) {
    int unused =
        store.with(
            connection ->
                new RefreshTokensTable(connection).delete(caller.account(), hash(session)));
    known.forget(session);
  }

  private Optional<RefreshTokensTable.Row> row(String session) {
    return store.with(connection -> new RefreshTokensTable(connection).withHash(hash(session)));
  }

  /** When a session ends that shows a page now. */
  private Instant endOf(String session) {
    Instant idle = clock.instant().plus(MAX_IDLE);
    Instant last = Instant.ofEpochSecond(loginOf(session)).plus(MAX_LIFE);
    return idle.isBefore(last) ? idle : last;
  }

  private static long loginOf(String session) {
    return Long.parseLong(session.substring(session.indexOf('.') + 1));
  }

  private static byte[] hash(String session) {
    return Sha256.begin().digest((PREFIX + session).getBytes(StandardCharsets.UTF_8));
  }
}
