package io.tastelake.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The table {@code purges}: the tasks of whose actors a file may still hold something, until VACUUM
 * has deleted what was replaced.
 */
public final class PurgesTable {

  private final StoreConnection connection;

  public PurgesTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** Files that hold something of these tasks' actors may be replaced from {@code now} on. */
  public void replacing(Collection<String> tasks, Instant now) {
    int unused =
        connection.update(
            """
            INSERT INTO purges (task_id, replaced_at)
            SELECT id, :now FROM tasks WHERE id = ANY (:tasks::text[])
            ON CONFLICT (task_id) DO UPDATE SET replaced_at = EXCLUDED.replaced_at
            """,
            update -> update.bind("now", now).bind("tasks", tasks.toArray(String[]::new)));
  }

  /** The completed tasks that wait for VACUUM: files that are older may hold something of them. */
  public Map<String, Instant> waitingForVacuum() {
    return connection.query(
        """
        SELECT task_id, replaced_at FROM purges JOIN tasks ON task_id = id
        WHERE status = 'COMPLETED'
        """,
        query ->
            query.reduceRows(
                new LinkedHashMap<String, Instant>(),
                (waiting, row) -> {
                  waiting.put(
                      row.getColumn("task_id", String.class),
                      row.getColumn("replaced_at", OffsetDateTime.class).toInstant());
                  return waiting;
                }));
  }

  /** A task waits no more: {@code sentence} is added to what it says. */
  public void vacuumed(String task, String sentence) {
    int unused =
        connection.update(
            """
            WITH done AS (DELETE FROM purges WHERE task_id = :task RETURNING task_id)
            UPDATE tasks SET progress = progress || :sentence FROM done WHERE id = task_id
            """,
            update -> update.bind("task", task).bind("sentence", sentence));
  }
}
