package io.tastelake.batch.deletion;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.contracts.lake.LogPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The tasks that {@code DELETE interactions-ratings-bulk/} left; a task's id is its FORGET's. */
final class ForgetTasks {

  /** As the API names them. */
  static final String NAME = "delete-interactions-ratings-bulk";

  private static final String OPEN =
      """
      SELECT tasks.id, forgets.log_partition, forgets.log_offset, forgets.forget_id IS NOT NULL AS known
      FROM tasks LEFT JOIN forgets ON forgets.forget_id::text = tasks.id
      WHERE tasks.name = '%s' AND tasks.status IN ('REQUEST_SENT', 'RUNNING', 'FAILED')
      """
          .formatted(NAME);

  private final Connection store;
  private final HeldLock held;

  ForgetTasks(Connection store, HeldLock held) {
    this.store = store;
    this.held = held;
  }

  /**
   * The ids of the open tasks, and of each whether all its FORGETs lie below {@code position}. The
   * places of FORGETs are known for a day; older ones lie below it.
   */
  Map<String, Boolean> open(LogPosition position) throws SQLException {
    Map<String, Boolean> open = new LinkedHashMap<>();
    try (PreparedStatement query = store.prepareStatement(OPEN);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        boolean covered = !row.getBoolean("known") || covered(row, position);
        open.merge(row.getString("id"), covered, Boolean::logicalAnd);
      }
    }
    return open;
  }

  private static boolean covered(ResultSet row, LogPosition position) throws SQLException {
    long offset = row.getLong("log_offset");
    return !row.wasNull() && position.covers(row.getInt("log_partition"), offset);
  }

  /** Files that hold something of these tasks' actors may be replaced from {@code now} on. */
  void replacing(Set<String> tasks, Instant now) throws SQLException {
    held.require();
    try (PreparedStatement insert =
        store.prepareStatement(
            """
            INSERT INTO purges SELECT id, ? FROM tasks WHERE id = ANY (?)
            ON CONFLICT (task_id) DO UPDATE SET replaced_at = EXCLUDED.replaced_at
            """)) {
      insert.setObject(1, now.atOffset(ZoneOffset.UTC));
      insert.setArray(2, store.createArrayOf("text", tasks.toArray()));
      insert.executeUpdate();
    }
  }

  /** The completed tasks that wait for VACUUM: files that are older may hold something of them. */
  Map<String, Instant> waitingForVacuum() throws SQLException {
    Map<String, Instant> waiting = new LinkedHashMap<>();
    try (PreparedStatement query =
            store.prepareStatement(
                """
                SELECT task_id, replaced_at FROM purges JOIN tasks ON task_id = id
                WHERE status = 'COMPLETED'
                """);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        waiting.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
      }
    }
    return waiting;
  }

  /** A task waits no more: {@code sentence} is added to what it says. */
  void vacuumed(String task, String sentence) throws SQLException {
    held.require();
    try (PreparedStatement update =
        store.prepareStatement(
            """
            WITH done AS (DELETE FROM purges WHERE task_id = ? RETURNING task_id)
            UPDATE tasks SET progress = progress || ? FROM done WHERE id = task_id
            """)) {
      update.setString(1, task);
      update.setString(2, " " + sentence);
      update.executeUpdate();
    }
  }

  /** The task runs, and is so far. */
  void running(String task, String progress) throws SQLException {
    change(task, "RUNNING", progress);
  }

  /** The task is done. */
  void completed(String task, String progress) throws SQLException {
    change(task, "COMPLETED", progress);
  }

  /** The task failed, and is tried again by the next run. */
  void failed(String task, String progress) throws SQLException {
    change(task, "FAILED", progress);
  }

  private void change(String task, String status, String progress) throws SQLException {
    held.require();
    try (PreparedStatement update =
        store.prepareStatement(
            "UPDATE tasks SET status = ?, progress = ? WHERE id = ? AND status <> 'CANCELLED'")) {
      update.setString(1, status);
      update.setString(2, progress);
      update.setString(3, task);
      update.executeUpdate();
    }
  }
}
