package io.tastelake.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code secrets}: keys that all API instances share. */
public final class SecretsTable {

  private final StoreConnection connection;

  public SecretsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** The secret of this name, which is {@code fresh} if there was none. */
  public StoredKey findOrAdd(String name, StoredKey fresh) {
    int unused =
        connection.update(
            """
            INSERT INTO secrets (name, value, sealed_by) VALUES (:name, :value, :sealed_by)
            ON CONFLICT (name) DO NOTHING
            """,
            update ->
                update
                    .bind("name", name)
                    .bind("value", fresh.value())
                    .bind("sealed_by", fresh.sealedBy().orElse(null)));
    return connection.query(
        "SELECT value, sealed_by FROM secrets WHERE name = :name",
        query -> query.bind("name", name).map(SecretsTable::read).one());
  }

  /** All secrets by their names. */
  public Map<String, StoredKey> all() {
    return connection.query(
        "SELECT name, value, sealed_by FROM secrets",
        query ->
            query
                .map((row, context) -> Map.entry(row.getString("name"), read(row, context)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Stores the same secret in another form. */
  public void reseal(String name, StoredKey secret) {
    int unused =
        connection.update(
            "UPDATE secrets SET value = :value, sealed_by = :sealed_by WHERE name = :name",
            update ->
                update
                    .bind("name", name)
                    .bind("value", secret.value())
                    .bind("sealed_by", secret.sealedBy().orElse(null)));
  }

  /** Deletes a secret: whoever needs it makes another one. */
  public void delete(String name) {
    int unused =
        connection.update(
            "DELETE FROM secrets WHERE name = :name", update -> update.bind("name", name));
  }

  private static StoredKey read(ResultSet row, StatementContext context) throws SQLException {
    return new StoredKey(row.getBytes("value"), Optional.ofNullable(row.getString("sealed_by")));
  }
}
