package io.tastelake.store;

/** The table {@code secrets}: keys that all API instances share. */
public final class SecretsTable {

  private final StoreConnection connection;

  public SecretsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** The secret of this name, which is {@code fresh} if there was none. */
  public byte[] findOrAdd(String name, byte[] fresh) {
    int unused =
        connection.update(
            "INSERT INTO secrets (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING",
            update -> update.bind("name", name).bind("value", fresh));
    return connection.query(
        "SELECT value FROM secrets WHERE name = :name",
        query -> query.bind("name", name).map((row, context) -> row.getBytes(1)).one());
  }
}
