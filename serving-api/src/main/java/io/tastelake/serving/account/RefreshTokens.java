package io.tastelake.serving.account;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Sha256;
import io.tastelake.serving.identity.AccountId;
import io.tastelake.serving.store.OnlineStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

/** Opaque tokens that live 30 days and are exchanged for access tokens. Thread-safe. */
public final class RefreshTokens {

  private static final Duration LIFE = Duration.ofDays(30);
  private static final Duration NEAR_EXPIRY = Duration.ofDays(3);
  private static final int BYTES = 32;

  /** What a token stands for. */
  record Grant(
      AccountId account,
      Optional<DatabaseId> database,
      Optional<UserId> frontendUser,
      Optional<SessionId> frontendSession,
      Instant expiresAt) {}

  private final OnlineStore store;
  private final SecureRandom random;
  private final Clock clock;

  public RefreshTokens(OnlineStore store, SecureRandom random, Clock clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  /** A new token for {@code caller}. */
  String issue(Caller caller) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    store.change("DELETE FROM refresh_tokens WHERE expires_at < ?", now.minus(LIFE));
    store.change(
        """
        INSERT INTO refresh_tokens (token_hash, account_id, database_id,
                                    frontend_user, frontend_session, expires_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        hash(token),
        caller.account().value(),
        caller.database().map(DatabaseId::value).orElse(null),
        caller.frontendUser().map(UserId::value).orElse(null),
        caller.frontendSession().map(SessionId::value).orElse(null),
        now.plus(LIFE));
    return token;
  }

  /**
   * What {@code token} stands for.
   *
   * @throws ApiException {@code RefreshTokenExpired} if it is too old, {@code
   *     INCORRECT_REFRESH_TOKEN} if it was never issued, or revoked
   */
  Grant redeem(String token) {
    Grant grant =
        store
            .first(
                """
                SELECT account_id, database_id, frontend_user, frontend_session, expires_at
                FROM refresh_tokens WHERE token_hash = ?
                """,
                RefreshTokens::read,
                hash(token))
            .orElseThrow(RefreshTokens::unknown);
    if (!grant.expiresAt().isAfter(clock.instant())) {
      throw ApiException.refreshTokenExpired();
    }
    return grant;
  }

  /** The token was never issued, or it went with its account or database. */
  static ApiException unknown() {
    return ApiException.unauthorized(
        ErrorName.INCORRECT_REFRESH_TOKEN, "The refresh token is unknown: log in again.");
  }

  /** Whether a token that expires then should be replaced now. */
  boolean nearExpiry(Instant expiresAt) {
    return clock.instant().plus(NEAR_EXPIRY).isAfter(expiresAt);
  }

  private static Grant read(ResultSet row) throws SQLException {
    return new Grant(
        new AccountId(row.getString("account_id")),
        Optional.ofNullable(row.getString("database_id")).map(DatabaseId::new),
        Optional.ofNullable(row.getString("frontend_user")).map(UserId::new),
        Optional.ofNullable(row.getString("frontend_session")).map(SessionId::new),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }

  private static byte[] hash(String token) {
    return Sha256.begin().digest(token.getBytes(StandardCharsets.UTF_8));
  }
}
