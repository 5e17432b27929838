package io.tastelake.batch.store;

import io.tastelake.batch.JobFailedException;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.StoreConnection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds databases by what people call them: an id, or a name. */
public final class DatabaseNames {

  private static final int SHOWN = 10;

  private final List<DatabasesTable.Row> databases;

  DatabaseNames(List<DatabasesTable.Row> databases) {
    this.databases = databases;
  }

  /**
   * The ids that {@code texts} stand for.
   *
   * @throws JobFailedException if one stands for none, or for several
   */
  public static Set<DatabaseId> resolve(Collection<String> texts, StoreAccess store) {
    try (StoreConnection connection = store.tables().open()) {
      DatabaseNames names = new DatabaseNames(new DatabasesTable(connection).all());
      Set<DatabaseId> ids = new LinkedHashSet<>();
      texts.forEach(text -> ids.add(names.id(text)));
      return ids;
    }
  }

  /** An id goes before a name: names may look like ids. */
  DatabaseId id(String text) {
    for (DatabasesTable.Row database : databases) {
      if (database.id().value().equals(text)) {
        return database.id();
      }
    }
    List<DatabasesTable.Row> named =
        databases.stream().filter(database -> database.name().equals(text)).toList();
    if (named.isEmpty()) {
      throw unknown(text);
    }
    if (named.size() > 1) {
      throw new JobFailedException(
          "%d databases are called '%s': %s.".formatted(named.size(), text, listed(named)),
          "Say which by its id.");
    }
    return named.get(0).id();
  }

  private JobFailedException unknown(String text) {
    return new JobFailedException(
        "There is no database with the id or the name '%s' in the online store.".formatted(text),
        databases.isEmpty()
            ? "There is none at all yet: POST /databases/ creates one."
            : "Check --database; there %s %s.%s"
                .formatted(
                    databases.size() == 1 ? "is" : "are",
                    listed(databases),
                    databases.size() > SHOWN ? " The job databases lists all." : ""));
  }

  private static String listed(List<DatabasesTable.Row> some) {
    return some.stream()
        .limit(SHOWN)
        .map(
            database ->
                "%s ('%s' of organization %s)"
                    .formatted(database.id(), database.name(), database.organization().value()))
        .collect(Collectors.joining(", "));
  }
}
