package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.StoreConnection;
import java.util.Map;

/** What an import asks of its database. */
final class ImportedDatabase {

  private ImportedDatabase() {}

  /**
   * The types of its ids, which its owner fixed when creating it.
   *
   * @throws JobFailedException if there is no such database
   */
  static Map<Field, String> idTypes(DatabaseId database, StoreAccess access) {
    try (StoreConnection store = access.tables().open()) {
      DatabasesTable.Row row =
          new DatabasesTable(store)
              .withId(database.value())
              .orElseThrow(
                  () ->
                      new JobFailedException(
                          "There is no database %s.".formatted(database),
                          "The job databases lists those that exist; nothing was imported."));
      return Map.of(
          Field.USER, row.userIds().toString(),
          Field.ITEM, row.itemIds().toString(),
          Field.SESSION, row.sessionIds().toString());
    }
  }

  /** Whether interactions of the database say anything of ratings. */
  static boolean haveWeights(String database, StoreAccess access) {
    try (StoreConnection store = access.tables().open()) {
      return new ParametersTable(store).of(new DatabaseId(database)).isPresent();
    }
  }
}
