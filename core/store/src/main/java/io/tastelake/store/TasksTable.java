package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code tasks}: what runs in the background. */
public final class TasksTable {

  private final StoreConnection connection;

  public TasksTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** How far a task is. */
  public enum Status {
    /** It was asked for; nobody works on it yet. */
    REQUEST_SENT,
    RUNNING,
    FAILED,
    CANCELLED,
    COMPLETED
  }

  /**
   * A task.
   *
   * @param id unique
   * @param name what it does, the same for all that do it
   * @param progress a sentence
   */
  public record Row(String id, String name, Instant startedAt, Status status, String progress) {}

  /** Adds a task. */
  public void add(DatabaseId database, Row task) {
    int unused =
        connection.update(
            """
            INSERT INTO tasks (id, database_id, name, status, progress, started_at)
            VALUES (:id, :database, :name, :status, :progress, :started_at)
            """,
            update ->
                update
                    .bind("id", task.id())
                    .bind("database", database)
                    .bind("name", task.name())
                    .bind("status", task.status())
                    .bind("progress", task.progress())
                    .bind("started_at", task.startedAt()));
  }

  /** Some of a database's tasks of one name, newest first. */
  public List<Row> recent(DatabaseId database, String name, int amount, long offset) {
    return connection.query(
        """
        SELECT id, name, status, progress, started_at FROM tasks
        WHERE database_id = :database AND name = :name
        ORDER BY started_at DESC, id LIMIT :amount OFFSET :offset
        """,
        query ->
            query
                .bind("database", database)
                .bind("name", name)
                .bind("amount", amount)
                .bind("offset", offset)
                .map(TasksTable::read)
                .list());
  }

  private static Row read(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        row.getString("id"),
        row.getString("name"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        Status.valueOf(row.getString("status")),
        row.getString("progress"));
  }
}
