package io.tastelake.batch.rating;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.store.NamedDatabases;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.StoreClock;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.TasteTable;
import io.tastelake.store.WrittenRatings;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The online store as it stood when this was opened, in one transaction that writes nothing. So
 * each user's pair (generation, revision) is noted together with the ratings it belongs to, before
 * the log's end is asked for, and nothing need be kept in memory.
 */
final class OnlineSnapshot implements AutoCloseable {

  private final StoreConnection connection;
  private final Instant takenAt;
  private final ParametersOfDatabases parameters;

  private OnlineSnapshot(StoreConnection connection, Set<DatabaseId> only) {
    this.connection = connection;
    this.takenAt = new StoreClock(connection).transactionBegan();
    this.parameters = parameters(only);
  }

  /**
   * Takes a snapshot.
   *
   * @param only the databases of interest; all if empty
   * @throws JobFailedException if one of them does not exist
   */
  static OnlineSnapshot take(StoreAccess store, Set<DatabaseId> only) {
    StoreConnection connection = store.tables().openSnapshot();
    try {
      return new OnlineSnapshot(connection, only);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** When it was taken, by the store's clock. */
  Instant takenAt() {
    return takenAt;
  }

  /** The databases of interest, and their parameters. */
  ParametersOfDatabases parameters() {
    return parameters;
  }

  /** All users of a database that the store rates, by the bytes of their ids. */
  Iterator<WrittenRatings> users(DatabaseId database) {
    return new TasteTable(connection).inferred(database);
  }

  private ParametersOfDatabases parameters(Set<DatabaseId> only) {
    Map<DatabaseId, ParametersTable.Row> stored =
        new ParametersTable(connection)
            .all().stream()
                .collect(Collectors.toMap(ParametersTable.Row::database, Function.identity()));
    ParametersOfDatabases found = new ParametersOfDatabases();
    for (DatabaseId database : new DatabasesTable(connection).ids()) {
      if (only.isEmpty() || only.contains(database)) {
        Optional.ofNullable(stored.get(database))
            .ifPresentOrElse(found::with, () -> found.with(database, null));
      }
    }
    NamedDatabases.require(only, found.databases());
    return found;
  }

  @Override
  public void close() {
    connection.close();
  }
}
