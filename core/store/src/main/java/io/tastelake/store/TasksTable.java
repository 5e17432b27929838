package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

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
            update -> bound(update, database, task));
  }

  private static Update bound(Update update, DatabaseId database, Row task) {
    return update
        .bind("id", task.id())
        .bind("database", database)
        .bind("name", task.name())
        .bind("status", task.status())
        .bind("progress", task.progress())
        .bind("started_at", task.startedAt());
  }

  /**
   * The same, unless one of that name waits or runs in the database, which a unique index of the
   * name says; returns whether the task was added.
   */
  public boolean addAlone(DatabaseId database, Row task) {
    return 1
        == connection.update(
            """
            INSERT INTO tasks (id, database_id, name, status, progress, started_at)
            VALUES (:id, :database, :name, :status, :progress, :started_at)
            ON CONFLICT DO NOTHING
            """,
            update -> bound(update, database, task));
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

  /** A task that waits or runs. */
  public record Open(DatabaseId database, Row task) {}

  /** The tasks of this name that wait or run, in all databases, the oldest first. */
  public List<Open> open(String name) {
    return connection.query(
        """
        SELECT database_id, id, name, status, progress, started_at FROM tasks
        WHERE name = :name AND status IN ('REQUEST_SENT', 'RUNNING')
        ORDER BY started_at, id
        """,
        query ->
            query
                .bind("name", name)
                .map(
                    (row, context) ->
                        new Open(new DatabaseId(row.getString("database_id")), read(row, context)))
                .list());
  }

  /** Moves a task from one status to another; returns false if it has not got the first. */
  public boolean change(String id, Status from, Status to, String progress) {
    return 1
        == connection.update(
            """
            UPDATE tasks SET status = :to, progress = :progress WHERE id = :id AND status = :from
            """,
            update ->
                update.bind("id", id).bind("from", from).bind("to", to).bind("progress", progress));
  }

  /**
   * A task that is not done, and a FORGET of its id.
   *
   * @param forget where the FORGET stands; empty if it is not in the log yet
   * @param known whether the FORGET is: it is for a day
   */
  public record OfForget(String id, Optional<LogPlace> forget, boolean known) {}

  /** A place in the log. */
  public record LogPlace(int partition, long offset) {}

  /** Of tasks of this name that are not done each with each of its FORGETs. */
  public List<OfForget> openWithForgets(String name) {
    return connection.query(
        """
        SELECT tasks.id, forgets.log_partition, forgets.log_offset,
          forgets.forget_id IS NOT NULL AS known
        FROM tasks LEFT JOIN forgets ON forgets.forget_id::text = tasks.id
        WHERE tasks.name = :name AND tasks.status IN ('REQUEST_SENT', 'RUNNING', 'FAILED')
        """,
        query -> query.bind("name", name).map(TasksTable::readOfForget).list());
  }

  private static OfForget readOfForget(ResultSet row, StatementContext context)
      throws SQLException {
    LogPlace place = new LogPlace(row.getInt("log_partition"), row.getLong("log_offset"));
    boolean placed = !row.wasNull();
    return new OfForget(
        row.getString("id"),
        placed ? Optional.of(place) : Optional.empty(),
        row.getBoolean("known"));
  }

  /**
   * Tasks that are not done.
   *
   * @param oldest when the first of them began
   */
  public record Waiting(long tasks, Optional<Instant> oldest) {

    public static final Waiting NONE = new Waiting(0, Optional.empty());
  }

  /** The tasks of this name that are not done, of every database. */
  public Waiting waiting(String name) {
    return waiting(name, Optional.empty());
  }

  /** The tasks of this name that are not done, of one database or of every one. */
  public Waiting waiting(String name, Optional<DatabaseId> database) {
    return connection.query(
        """
        SELECT count(*), min(started_at) FROM tasks
        WHERE name = :name AND status IN ('REQUEST_SENT', 'RUNNING', 'FAILED')
          AND (:database::text IS NULL OR database_id = :database)
        """,
        query ->
            query
                .bind("name", name)
                .bind("database", database.map(DatabaseId::value).orElse(null))
                .map(
                    (row, context) ->
                        new Waiting(
                            row.getLong(1),
                            Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .one());
  }

  /** Says how far a task is, unless it was cancelled. */
  public void change(String id, Status status, String progress) {
    int unused =
        connection.update(
            """
            UPDATE tasks SET status = :status, progress = :progress
            WHERE id = :id AND status <> 'CANCELLED'
            """,
            update -> update.bind("id", id).bind("status", status).bind("progress", progress));
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
