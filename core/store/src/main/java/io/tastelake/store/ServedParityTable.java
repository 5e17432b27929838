package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * The table {@code served_parity}: how many ratings and vectors that were served on a day got which
 * verdict.
 */
public final class ServedParityTable {

  /** A database of more is not shown apart: each is a label of a metric. */
  private static final int MAX_DATABASES = 100;

  private static final String KEPT = "interval '400 days'";

  private final StoreConnection connection;

  public ServedParityTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** What is counted: what was served of a kind on a day (UTC), with one verdict. */
  public record Counted(
      DatabaseId database, LocalDate day, ServedSample.Kind kind, ServedVerdict verdict) {}

  /** A count. */
  public record Row(Counted counted, long amount) {}

  /** Adds to the counts, and deletes those that are older than a year and a month. */
  public void add(List<Row> counts) {
    int unused =
        connection.update(
            """
            INSERT INTO served_parity AS held (database_id, day, kind, verdict, amount)
            SELECT id, day, kind, verdict, amount
            FROM unnest(:databases::text[], :days::date[], :kinds::text[], :verdicts::text[],
                :amounts::bigint[]) AS new(database_id, day, kind, verdict, amount)
            JOIN databases ON id = new.database_id
            ON CONFLICT (database_id, day, kind, verdict) DO UPDATE
            SET amount = held.amount + EXCLUDED.amount
            """,
            update ->
                update
                    .bind("databases", texts(counts, counted -> counted.database().value()))
                    .bind("days", texts(counts, counted -> counted.day().toString()))
                    .bind("kinds", texts(counts, counted -> counted.kind().name()))
                    .bind("verdicts", texts(counts, counted -> counted.verdict().name()))
                    .bind(
                        "amounts",
                        Statements.texts(counts, count -> String.valueOf(count.amount()))));
    int unusedToo =
        connection.update("DELETE FROM served_parity WHERE day < now() - " + KEPT, all -> all);
  }

  private static String[] texts(List<Row> counts, Function<Counted, String> ofCounted) {
    return Statements.texts(counts, count -> ofCounted.apply(count.counted()));
  }

  /** A database's counts of its newest days, the newest first. */
  public List<Row> of(DatabaseId database, int days) {
    return connection.query(
        """
        SELECT * FROM served_parity WHERE database_id = :database AND day IN (
          SELECT DISTINCT day FROM served_parity WHERE database_id = :database
          ORDER BY day DESC LIMIT :days)
        ORDER BY day DESC, kind, verdict
        """,
        query ->
            query
                .bind("database", database)
                .bind("days", days)
                .map((row, context) -> read(row))
                .list());
  }

  /** The counts of the newest day of each database, for the hundred whose days are newest. */
  public List<Row> newest() {
    return connection.query(
        """
        WITH newest AS (
          SELECT database_id, max(day) AS day FROM served_parity
          GROUP BY database_id ORDER BY max(day) DESC, database_id LIMIT :databases)
        SELECT served_parity.* FROM served_parity JOIN newest USING (database_id, day)
        ORDER BY database_id, kind, verdict
        """,
        query -> query.bind("databases", MAX_DATABASES).map((row, context) -> read(row)).list());
  }

  private static Row read(ResultSet row) throws SQLException {
    Counted counted =
        new Counted(
            new DatabaseId(row.getString("database_id")),
            row.getObject("day", LocalDate.class),
            ServedSample.Kind.valueOf(row.getString("kind")),
            ServedVerdict.valueOf(row.getString("verdict")));
    return new Row(counted, row.getLong("amount"));
  }
}
