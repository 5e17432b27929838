package io.tastelake.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code signing_keys}: what access tokens are signed with. */
public final class SigningKeysTable {

  private final StoreConnection connection;

  public SigningKeysTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * A key.
   *
   * @param kid names it in tokens
   * @param retiresAt from when on its tokens are refused, if another key follows it
   */
  @SuppressWarnings("ArrayRecordComponent") // it is never compared
  public record Row(String kid, byte[] value, Instant createdAt, Optional<Instant> retiresAt) {}

  /** Adds a key unless there is any: of several callers at once, one adds its own. */
  public void addFirst(String kid, byte[] value, Instant createdAt) {
    int unusedLock =
        connection.update("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE", update -> update);
    int unused =
        connection.update(
            """
            INSERT INTO signing_keys (kid, value, created_at)
            SELECT :kid, :value, :created_at WHERE NOT EXISTS (SELECT FROM signing_keys)
            """,
            update -> update.bind("kid", kid).bind("value", value).bind("created_at", createdAt));
  }

  /** Adds a key that follows all others, which are good until {@code retirement}. */
  public void add(String kid, byte[] value, Instant createdAt, Instant retirement) {
    int unusedRetired =
        connection.update(
            """
            UPDATE signing_keys SET retires_at = :retirement
            WHERE retires_at IS NULL OR retires_at > :retirement
            """,
            update -> update.bind("retirement", retirement));
    int unused =
        connection.update(
            "INSERT INTO signing_keys (kid, value, created_at) VALUES (:kid, :value, :created_at)",
            update -> update.bind("kid", kid).bind("value", value).bind("created_at", createdAt));
  }

  /** All keys, oldest first. */
  public List<Row> all() {
    return connection.query(
        "SELECT kid, value, created_at, retires_at FROM signing_keys ORDER BY created_at, kid",
        query -> query.map(SigningKeysTable::read).list());
  }

  /** Deletes the keys that retired before {@code moment}; says how many. */
  public int deleteRetiredBefore(Instant moment) {
    return connection.update(
        "DELETE FROM signing_keys WHERE retires_at < :moment",
        update -> update.bind("moment", moment));
  }

  private static Row read(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        row.getString("kid"),
        row.getBytes("value"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("retires_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
