package io.tastelake.bench.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.time.Pause;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.TasteVectorsTable;
import java.sql.Connection;
import java.time.Duration;

/** Looks into the online store for what a new interaction makes of a user's taste. */
final class TasteWatch implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

  private final StoreConnection connection;
  private final TasteVectorsTable vectors;
  private final Duration timeout;

  /**
   * Looks through {@code connection}, and closes it in the end.
   *
   * @param timeout how long to wait at most
   */
  TasteWatch(Connection connection, Duration timeout) {
    this.connection = StoreConnection.on(connection);
    this.vectors = new TasteVectorsTable(this.connection);
    this.timeout = timeout;
  }

  /** Waits until the user's vector takes in the user's rating of this item. */
  void awaitShown(DatabaseId database, String user, String item) {
    long start = System.nanoTime();
    UserId rater = new UserId(user);
    ItemId rated = new ItemId(item);
    while (!vectors.takesIn(database, rater, rated)) {
      if (System.nanoTime() - start > timeout.toNanos()) {
        throw new IllegalStateException(
            "User " + user + " got no vector that takes in item " + item + " within " + timeout);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Pause.of(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a vector.", e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
