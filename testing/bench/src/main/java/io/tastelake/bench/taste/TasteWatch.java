package io.tastelake.bench.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.time.Pause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Looks into the online store for what a new interaction makes of a user's taste. */
final class TasteWatch implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

  private static final String SHOWN =
      """
      SELECT EXISTS (
        SELECT FROM inferred_ratings
        JOIN tastes USING (database_id, user_id)
        JOIN taste_vectors USING (database_id, user_id, generation, revision)
        JOIN current_models USING (database_id, model_id)
        WHERE database_id = ? AND user_id = ? AND item_id = ?)
      """;

  private final Connection connection;
  private final PreparedStatement shown;
  private final Duration timeout;

  /**
   * Looks through {@code connection}, and closes it in the end.
   *
   * @param timeout how long to wait at most
   */
  TasteWatch(Connection connection, Duration timeout) throws SQLException {
    this.connection = connection;
    this.timeout = timeout;
    this.shown = connection.prepareStatement(SHOWN);
  }

  /** Waits until the user's vector takes in the user's rating of this item. */
  void awaitShown(DatabaseId database, String user, String item) throws SQLException {
    long start = System.nanoTime();
    shown.setString(1, database.value());
    shown.setString(2, user);
    shown.setString(3, item);
    while (!shown()) {
      if (System.nanoTime() - start > timeout.toNanos()) {
        throw new IllegalStateException(
            "User " + user + " got no vector that takes in item " + item + " within " + timeout);
      }
      pause();
    }
  }

  private boolean shown() throws SQLException {
    try (ResultSet rows = shown.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
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
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The online store's connection does not close", e);
    }
  }
}
