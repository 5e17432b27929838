package io.tastelake.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

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
  public record Row(String kid, StoredKey key, Instant createdAt, Optional<Instant> retiresAt) {}

  /** Keeps others from changing the keys until the transaction ends. */
  public void lock() {
    int unused =
        connection.update("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE", update -> update);
  }

  /** Adds a key unless there is any: of several callers at once, one adds its own. */
  public void addFirst(String kid, StoredKey key, Instant createdAt) {
    lock();
    int unused =
        connection.update(
            """
            INSERT INTO signing_keys (kid, value, sealed_by, created_at)
            SELECT :kid, :value, :sealed_by, :created_at
            WHERE NOT EXISTS (SELECT FROM signing_keys)
            """,
            update -> bind(update, kid, key).bind("created_at", createdAt));
  }

  /** Adds a key that follows all others, which are good until {@code retirement}. */
  public void add(String kid, StoredKey key, Instant createdAt, Instant retirement) {
    int unusedRetired =
        connection.update(
            """
            UPDATE signing_keys SET retires_at = :retirement
            WHERE retires_at IS NULL OR retires_at > :retirement
            """,
            update -> update.bind("retirement", retirement));
    int unused =
        connection.update(
            """
            INSERT INTO signing_keys (kid, value, sealed_by, created_at)
            VALUES (:kid, :value, :sealed_by, :created_at)
            """,
            update -> bind(update, kid, key).bind("created_at", createdAt));
  }

  /** Stores the same key in another form. */
  public void reseal(String kid, StoredKey key) {
    int unused =
        connection.update(
            "UPDATE signing_keys SET value = :value, sealed_by = :sealed_by WHERE kid = :kid",
            update -> bind(update, kid, key));
  }

  /** Deletes a key; its tokens are void. */
  public void delete(String kid) {
    int unused =
        connection.update(
            "DELETE FROM signing_keys WHERE kid = :kid", update -> update.bind("kid", kid));
  }

  private static Update bind(Update update, String kid, StoredKey key) {
    return update
        .bind("kid", kid)
        .bind("value", key.value())
        .bind("sealed_by", key.sealedBy().orElse(null));
  }

  /** All keys, oldest first. */
  public List<Row> all() {
    return connection.query(
        """
        SELECT kid, value, sealed_by, created_at, retires_at FROM signing_keys
        ORDER BY created_at, kid
        """,
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
        new StoredKey(row.getBytes("value"), Optional.ofNullable(row.getString("sealed_by"))),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("retires_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
