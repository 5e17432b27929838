package io.tastelake.store;

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
   * @param summary JSON if it is done, and a sentence if it failed
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
            query
                .bind("databases", MAX_DATABASES)
                .map(
                    (row, context) ->
                        new Last(
                            read(row),
                            Optional.ofNullable(row.getObject("succeeded_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list());
  }

  /** The newest runs of one job that ended with a summary. */
  public List<Run> withSummary(String job, int amount) {
    return connection.query(
        """
        SELECT * FROM job_runs WHERE job = :job AND summary LIKE '{%'
        ORDER BY ended_at DESC, id DESC LIMIT :amount
        """,
        query ->
            query.bind("job", job).bind("amount", amount).map((row, context) -> read(row)).list());
  }

  /** The newest runs of any job. */
  public List<Run> recent(int amount) {
    return connection.query(
        "SELECT * FROM job_runs ORDER BY ended_at DESC, id DESC LIMIT :amount",
        query -> query.bind("amount", amount).map((row, context) -> read(row)).list());
  }

  private static Run read(ResultSet row) throws SQLException {
    return new Run(
        row.getString("job"),
        row.getString("database_id"),
        row.getObject("began_at", OffsetDateTime.class).toInstant(),
        row.getObject("ended_at", OffsetDateTime.class).toInstant(),
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
