package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.CataloguePropertiesTable;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.StoreConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

  /** What entries of its catalogue may have. */
  static List<Property> properties(DatabaseId database, EntryKind kind, StoreAccess access) {
    try (StoreConnection store = access.tables().open()) {
      return new CataloguePropertiesTable(store).of(database, kind);
    }
  }

  /**
   * Makes sure that an import's properties are there.
   *
   * @param wanted their names
   * @throws JobFailedException if one is not
   */
  static void require(Set<String> wanted, List<Property> there, EntryKind kind) {
    Set<String> names = there.stream().map(Property::name).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(names);
    if (!missing.isEmpty()) {
      throw new JobFailedException(
          "The database has no %s properties %s; there are: %s."
              .formatted(
                  kind.word(),
                  String.join(", ", missing),
                  names.isEmpty() ? "none" : String.join(", ", new TreeSet<>(names))),
          "Create them with POST %ss-properties/, or say --create-properties; nothing was imported."
              .formatted(kind.word()));
    }
  }

  /** Whether interactions of the database say anything of ratings. */
  static boolean haveWeights(String database, StoreAccess access) {
    try (StoreConnection store = access.tables().open()) {
      return new ParametersTable(store).of(new DatabaseId(database)).isPresent();
    }
  }
}
