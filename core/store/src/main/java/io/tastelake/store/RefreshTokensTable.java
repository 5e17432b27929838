package io.tastelake.store;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code refresh_tokens}, which knows tokens by their SHA-256 alone. */
public final class RefreshTokensTable {

  private final StoreConnection connection;

  public RefreshTokensTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** What a token stands for. */
  public record Row(
      AccountId account,
      Optional<DatabaseId> database,
      Optional<UserId> frontendUser,
      Optional<SessionId> frontendSession,
      Instant expiresAt) {}

  /**
   * Adds a token.
   *
   * @throws MissingReferenceException if its account or database is gone
   */
  public void add(byte[] hash, Row token) {
    int unused =
        connection.update(
            """
            INSERT INTO refresh_tokens (token_hash, account_id, database_id,
                                        frontend_user, frontend_session, expires_at)
            VALUES (:hash, :account, :database, :user, :session, :expires_at)
            """,
            update ->
                update
                    .bind("hash", hash)
                    .bind("account", token.account())
                    .bind("database", token.database().orElse(null))
                    .bind("user", token.frontendUser().orElse(null))
                    .bind("session", token.frontendSession().orElse(null))
                    .bind("expires_at", token.expiresAt()));
  }

  /** The token of this hash, expired or not. */
  public Optional<Row> withHash(byte[] hash) {
    return connection.query(
        """
        SELECT account_id, database_id, frontend_user, frontend_session, expires_at
        FROM refresh_tokens WHERE token_hash = :hash
        """,
        query -> query.bind("hash", hash).map(RefreshTokensTable::read).findFirst());
  }

  /** Deletes the tokens that expired before {@code moment}; says how many. */
  public int deleteExpiredBefore(Instant moment) {
    return connection.update(
        "DELETE FROM refresh_tokens WHERE expires_at < :moment",
        update -> update.bind("moment", moment));
  }

  private static Row read(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        new AccountId(row.getString("account_id")),
        Optional.ofNullable(row.getString("database_id")).map(DatabaseId::new),
        Optional.ofNullable(row.getString("frontend_user")).map(UserId::new),
        Optional.ofNullable(row.getString("frontend_session")).map(SessionId::new),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }
}
