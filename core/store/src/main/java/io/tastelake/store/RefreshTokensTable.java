package io.tastelake.store;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code refresh_tokens}, which knows tokens by their SHA-256 alone. */
public final class RefreshTokensTable {

  /** Tokens live 30 days from when they are issued. */
  private static final String OF_BEFORE =
      """
      WITH gone AS MATERIALIZED (
        SELECT * FROM unnest(:databases::text[], :actors::text[], :times::timestamptz[], :kinds::text[])
          AS gone(database_id, actor_id, forgotten_at, kind)
      ), before AS MATERIALIZED (
        SELECT token_hash FROM refresh_tokens JOIN gone ON refresh_tokens.database_id = gone.database_id
          AND actor_id = CASE kind WHEN 'USER' THEN frontend_user ELSE frontend_session END
        WHERE expires_at < forgotten_at + interval '30 days'
      )
      """;

  private static final String DELETE_OF_BEFORE =
      OF_BEFORE
          + """
          , deleted AS (
            DELETE FROM refresh_tokens WHERE token_hash IN (SELECT token_hash FROM before) RETURNING 1
          )
          SELECT count(*) FROM deleted
          """;

  private static final String COUNT_OF_BEFORE = OF_BEFORE + "SELECT count(*) FROM before";

  private final StoreConnection connection;

  public RefreshTokensTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * What a token stands for.
   *
   * @param generation the account's when it was issued
   * @param serviceKey the id of the key that it was issued for; it goes with the key
   */
  public record Row(
      AccountId account,
      Optional<DatabaseId> database,
      Optional<UserId> frontendUser,
      Optional<SessionId> frontendSession,
      Instant expiresAt,
      int generation,
      Optional<String> serviceKey) {}

  /**
   * Adds a token.
   *
   * @throws MissingReferenceException if its account, database or key is gone
   */
  public void add(byte[] hash, Row token) {
    int unused =
        connection.update(
            """
            INSERT INTO refresh_tokens (token_hash, account_id, database_id,
                                        frontend_user, frontend_session, expires_at,
                                        token_generation, service_key)
            VALUES (:hash, :account, :database, :user, :session, :expires_at, :generation, :key)
            """,
            update ->
                update
                    .bind("hash", hash)
                    .bind("account", token.account())
                    .bind("database", token.database().orElse(null))
                    .bind("user", token.frontendUser().orElse(null))
                    .bind("session", token.frontendSession().orElse(null))
                    .bind("expires_at", token.expiresAt())
                    .bind("generation", token.generation())
                    .bind("key", token.serviceKey().orElse(null)));
  }

  /** The token of this hash, expired or not. */
  public Optional<Row> withHash(byte[] hash) {
    return connection.query(
        """
        SELECT account_id, database_id, frontend_user, frontend_session, expires_at,
               token_generation, service_key
        FROM refresh_tokens WHERE token_hash = :hash
        """,
        query -> query.bind("hash", hash).map(RefreshTokensTable::read).findFirst());
  }

  /** Lets the token of this hash expire then; says how many there were: 0 or 1. */
  public int extend(byte[] hash, Instant expiresAt) {
    return connection.update(
        "UPDATE refresh_tokens SET expires_at = :expires_at WHERE token_hash = :hash",
        update -> update.bind("hash", hash).bind("expires_at", expiresAt));
  }

  /** Deletes one token of an account; says how many there were: 0 or 1. */
  public int delete(AccountId account, byte[] hash) {
    return connection.update(
        "DELETE FROM refresh_tokens WHERE token_hash = :hash AND account_id = :account",
        update -> update.bind("hash", hash).bind("account", account));
  }

  /** Deletes all tokens of an account; says how many. */
  public int deleteOf(AccountId account) {
    return connection.update(
        "DELETE FROM refresh_tokens WHERE account_id = :account",
        update -> update.bind("account", account));
  }

  /** Deletes the tokens of one frontend subject of an account; says how many. */
  public int deleteOf(
      AccountId account, Optional<UserId> frontendUser, Optional<SessionId> frontendSession) {
    return connection.update(
        """
        DELETE FROM refresh_tokens
        WHERE account_id = :account AND frontend_user IS NOT DISTINCT FROM :user
          AND frontend_session IS NOT DISTINCT FROM :session
        """,
        update ->
            update
                .bind("account", account)
                .bind("user", frontendUser.orElse(null))
                .bind("session", frontendSession.orElse(null)));
  }

  /** Deletes the tokens that expired before {@code moment}; says how many. */
  public int deleteExpiredBefore(Instant moment) {
    return connection.update(
        "DELETE FROM refresh_tokens WHERE expires_at < :moment",
        update -> update.bind("moment", moment));
  }

  /**
   * Deletes the tokens bound to forgotten actors that were issued before the FORGET: whoever comes
   * back logs in anew. Says how many.
   */
  public long deleteOfForgotten(List<ForgottenActor> actors) {
    return count(DELETE_OF_BEFORE, actors);
  }

  /** How many such tokens there are. */
  public long leftOfForgotten(List<ForgottenActor> actors) {
    return count(COUNT_OF_BEFORE, actors);
  }

  private long count(String sql, List<ForgottenActor> actors) {
    return connection.query(
        sql,
        query ->
            query
                .bind("databases", ForgottenActor.databases(actors))
                .bind("actors", ForgottenActor.ids(actors))
                .bind("times", ForgottenActor.times(actors))
                .bind("kinds", Statements.texts(actors, actor -> actor.actor().kind().name()))
                .map((row, context) -> row.getLong(1))
                .one());
  }

  private static Row read(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        new AccountId(row.getString("account_id")),
        Optional.ofNullable(row.getString("database_id")).map(DatabaseId::new),
        Optional.ofNullable(row.getString("frontend_user")).map(UserId::new),
        Optional.ofNullable(row.getString("frontend_session")).map(SessionId::new),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getInt("token_generation"),
        Optional.ofNullable(row.getString("service_key")));
  }
}
