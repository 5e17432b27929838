package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** The table {@code tunings}: the newest search for each kind of a database's settings. */
public final class TuningsTable {

  private final StoreConnection connection;

  public TuningsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** What is searched. */
  public enum Search {
    /** Rank, α and λ. */
    MODEL_SETTINGS,
    /** Strengths of interaction types, and the half-life. */
    IMPLICIT_TO_EXPLICIT
  }

  /** What became of the best settings that were found. */
  public enum Outcome {
    /** They were better beyond noise, and are the database's now. */
    SET,
    /** They were not, and those stay that stood before. */
    KEPT,
    /** Somebody changed the settings while the search went on, and those stay. */
    OVERTAKEN
  }

  /**
   * A search.
   *
   * @param best the number of the best trial, other than the first, the settings that stood
   * @param users how many judged it, whom the search did not see
   * @param gain of their mean NDCG@100 over the settings that stood
   * @param margin half of the gain's 95 % interval
   * @param trials as {@link TuningTrial#json} writes them
   */
  public record Row(
      Search search,
      Instant tunedAt,
      Outcome outcome,
      int best,
      int users,
      double gain,
      double margin,
      String trials) {}

  /** Keeps a search in place of the one before it for the same settings. */
  public void put(DatabaseId database, Row row) {
    int unused =
        connection.update(
            """
            INSERT INTO tunings (database_id, search, tuned_at, outcome, best_trial, judges, gain,
              margin, trials)
            SELECT id, :search, :tuned_at, :outcome, :best, :users, :gain, :margin, :trials::jsonb
            FROM databases WHERE id = :database
            ON CONFLICT (database_id, search) DO UPDATE
            SET tuned_at = EXCLUDED.tuned_at, outcome = EXCLUDED.outcome,
              best_trial = EXCLUDED.best_trial, judges = EXCLUDED.judges, gain = EXCLUDED.gain,
              margin = EXCLUDED.margin, trials = EXCLUDED.trials
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("search", row.search().name())
                    .bind("tuned_at", row.tunedAt())
                    .bind("outcome", row.outcome().name())
                    .bind("best", row.best())
                    .bind("users", row.users())
                    .bind("gain", row.gain())
                    .bind("margin", row.margin())
                    .bind("trials", row.trials()));
  }

  /** A database's newest searches, the newest first. */
  public List<Row> of(DatabaseId database) {
    return connection.query(
        """
        SELECT search, tuned_at, outcome, best_trial, judges, gain, margin, trials::text
        FROM tunings WHERE database_id = :database ORDER BY tuned_at DESC, search
        """,
        query -> query.bind("database", database).map((row, context) -> read(row)).list());
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        Search.valueOf(row.getString("search")),
        row.getObject("tuned_at", OffsetDateTime.class).toInstant(),
        Outcome.valueOf(row.getString("outcome")),
        row.getInt("best_trial"),
        row.getInt("judges"),
        row.getDouble("gain"),
        row.getDouble("margin"),
        row.getString("trials"));
  }
}
