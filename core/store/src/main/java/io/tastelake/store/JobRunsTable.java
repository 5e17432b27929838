package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The table {@code job_runs}: how runs of batch jobs went. */
public final class JobRunsTable {

  /** A database of more is not shown apart: each is a label of several metrics. */
  private static final int MAX_DATABASES = 100;

  /** Of all databases' summaries that are looked through for one; it may be exceeded by one. */
  private static final long MAX_SUMMARY_BYTES = 16 << 20;

  private static final String KEPT = "interval '400 days'";

  private final StoreConnection connection;

  public JobRunsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** How a run ended. */
  public enum Result {
    DONE,
    FAILED
  }

  /**
   * A run.
   *
   * @param database empty for all of them
   * @param rows that it wrote or checked
   * @param drift users whose ratings differed from the whole history's
   * @param summary JSON, or the sentence of what ended it
   */
  public record Run(
      String job,
      String database,
      Instant began,
      Instant ended,
      Result result,
      OptionalLong rows,
      OptionalLong drift,
      String summary) {}

  /**
   * The last run of a job.
   *
   * @param succeeded when the last one that was done ended
   */
  public record Last(Run run, Optional<Instant> succeeded) {}

  /** Adds a run, and deletes those that are older than a year and a month. */
  public void add(Run run) {
    int unused =
        connection.update(
            """
            INSERT INTO job_runs
              (job, database_id, began_at, ended_at, result, rows, drift, summary)
            VALUES (:job, :database, :began, :ended, :result, :rows, :drift, :summary)
            """,
            update ->
                update
                    .bind("job", run.job())
                    .bind("database", run.database())
                    .bind("began", run.began())
                    .bind("ended", run.ended())
                    .bind("result", run.result())
                    .bind("rows", boxed(run.rows()))
                    .bind("drift", boxed(run.drift()))
                    .bind("summary", run.summary()));
    int unusedToo =
        connection.update(
            "DELETE FROM job_runs WHERE ended_at < clock_timestamp() - " + KEPT, update -> update);
  }

  private static Long boxed(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  /** The last run of each job for each database, for the hundred whose runs are newest. */
  public List<Last> last() {
    return connection.query(
        """
        SELECT * FROM (
          SELECT DISTINCT ON (job, database_id) *,
            max(ended_at) FILTER (WHERE result = 'DONE') OVER (PARTITION BY job, database_id)
              AS succeeded_at
          FROM job_runs ORDER BY job, database_id, ended_at DESC, id DESC
        ) AS newest
        WHERE database_id IN (
          SELECT database_id FROM job_runs
          GROUP BY database_id ORDER BY max(ended_at) DESC LIMIT :databases
        )
        ORDER BY job, database_id
        """,
        query ->
            query.bind("databases", MAX_DATABASES).map((row, context) -> readLast(row)).list());
  }

  /**
   * The last run of each job for one database and for all of them, without summaries, which may
   * name others.
   */
  public List<Last> last(DatabaseId database) {
    return connection.query(
        """
        SELECT DISTINCT ON (job, database_id) job, database_id, began_at, ended_at, result, rows,
          drift, '' AS summary,
          max(ended_at) FILTER (WHERE result = 'DONE') OVER (PARTITION BY job, database_id)
            AS succeeded_at
        FROM job_runs WHERE database_id IN ('', :database)
        ORDER BY job, database_id, ended_at DESC, id DESC
        """,
        query -> query.bind("database", database).map((row, context) -> readLast(row)).list());
  }

  /**
   * What a run came to in one database.
   *
   * @param json an object
   */
  public record Facts(Instant ended, String json) {}

  /**
   * What the newest runs of a job for all databases came to in one, the newest first: fewer if
   * their summaries are very long.
   *
   * @param amount of runs
   */
  public List<Facts> facts(String job, DatabaseId database, int amount) {
    return connection.query(
        """
        SELECT ended_at, facts::text FROM (
          SELECT id, ended_at, summary::jsonb -> :database AS facts FROM (
            SELECT id, ended_at, summary,
              sum(octet_length(summary)) OVER (ORDER BY ended_at DESC, id DESC)
                - octet_length(summary) AS bytes_before
            FROM (
              SELECT id, ended_at, summary FROM job_runs
              WHERE job = :job AND database_id IN ('', :database) AND summary LIKE '{%}'
              ORDER BY ended_at DESC, id DESC LIMIT :amount
            ) AS newest
          ) AS sized
          WHERE bytes_before < :bytes
        ) AS told
        WHERE jsonb_typeof(facts) = 'object'
        ORDER BY ended_at DESC, id DESC
        """,
        query ->
            query
                .bind("job", job)
                .bind("database", database)
                .bind("amount", amount)
                .bind("bytes", MAX_SUMMARY_BYTES)
                .map((row, context) -> new Facts(instant(row, "ended_at"), row.getString("facts")))
                .list());
  }

  /** The newest runs of any job. */
  public List<Run> recent(int amount) {
    return connection.query(
        "SELECT * FROM job_runs ORDER BY ended_at DESC, id DESC LIMIT :amount",
        query -> query.bind("amount", amount).map((row, context) -> read(row)).list());
  }

  private static Last readLast(ResultSet row) throws SQLException {
    return new Last(
        read(row),
        Optional.ofNullable(row.getObject("succeeded_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Run read(ResultSet row) throws SQLException {
    return new Run(
        row.getString("job"),
        row.getString("database_id"),
        instant(row, "began_at"),
        instant(row, "ended_at"),
        Result.valueOf(row.getString("result")),
        number(row, "rows"),
        number(row, "drift"),
        row.getString("summary"));
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
