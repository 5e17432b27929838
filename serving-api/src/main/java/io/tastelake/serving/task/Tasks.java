package io.tastelake.serving.task;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.store.OnlineStore;
import io.tastelake.serving.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The tasks of all databases. Thread-safe. */
public final class Tasks {

  private final OnlineStore store;

  public Tasks(OnlineStore store) {
    this.store = store;
  }

  /**
   * Asks for a task, within a transaction.
   *
   * @param id unique
   * @param progress a sentence on what was done so far
   */
  public static void request(
      Statements transaction,
      DatabaseId database,
      String id,
      String name,
      Instant start,
      String progress) {
    transaction.change(
        """
        INSERT INTO tasks (id, database_id, name, status, progress, started_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        id,
        database.value(),
        name,
        Task.Status.REQUEST_SENT.name(),
        progress,
        start.atOffset(ZoneOffset.UTC));
  }

  /** Some of a database's tasks of one name, newest first. */
  List<Task> recent(DatabaseId database, String name, int amount, long offset) {
    return store.list(
        """
        SELECT id, name, status, progress, started_at FROM tasks
        WHERE database_id = ? AND name = ? ORDER BY started_at DESC, id LIMIT ? OFFSET ?
        """,
        Tasks::read,
        database.value(),
        name,
        amount,
        offset);
  }

  private static Task read(ResultSet row) throws SQLException {
    return new Task(
        row.getString("id"),
        row.getString("name"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        Task.Status.valueOf(row.getString("status")),
        row.getString("progress"));
  }
}
