package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/** The table {@code outcomes}: what came of the lists that were shown on a day. */
public final class OutcomesTable {

  private static final String KEPT = "interval '400 days'";

  private static final String OF_NEWEST_DAYS =
      """
      FROM outcomes WHERE database_id = :database AND day IN (
        SELECT DISTINCT day FROM outcomes WHERE database_id = :database
        ORDER BY day DESC LIMIT :days)
      """;

  private final StoreConnection connection;

  public OutcomesTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * Of the lists of a day (UTC) and scenario, how many something of a type came of.
   *
   * @param scenario {@link NotedList#NO_SCENARIO} for requests that named none
   * @param type {@link io.tastelake.domain.outcome.Outcomes#ANY_TYPE} for all types
   * @param shown how many lists there were
   * @param named of how many it came by their names
   * @param byItem of how many others it came by actor and item
   * @param complete whether nothing can be added any more
   */
  public record Row(
      DatabaseId database,
      LocalDate day,
      String scenario,
      String type,
      long shown,
      long named,
      long byItem,
      Completeness complete) {}

  /** Whether more may still come of a day's lists. */
  public enum Completeness {
    COMPLETE,
    SO_FAR
  }

  /**
   * Puts these in the place of all that is there from a day on, and deletes what is older than a
   * year and a month; to be called in a transaction.
   */
  public void replaceFrom(LocalDate day, List<Row> rows) {
    int unused =
        connection.update(
            "DELETE FROM outcomes WHERE day >= :day OR day < now() - " + KEPT,
            update -> update.bind("day", day));
    int unusedToo =
        connection.update(
            """
            INSERT INTO outcomes
              (database_id, day, scenario, type, shown, named, by_item, complete)
            SELECT id, day, scenario, type, shown, named, by_item, complete
            FROM unnest(:databases::text[], :days::date[], :scenarios::text[], :types::text[],
                :shown::bigint[], :named::bigint[], :byItem::bigint[], :complete::boolean[])
              AS new(database_id, day, scenario, type, shown, named, by_item, complete)
            JOIN databases ON id = new.database_id
            """,
            update ->
                update
                    .bind("databases", Statements.texts(rows, row -> row.database().value()))
                    .bind("days", Statements.texts(rows, row -> row.day().toString()))
                    .bind("scenarios", Statements.texts(rows, Row::scenario))
                    .bind("types", Statements.texts(rows, Row::type))
                    .bind("shown", Statements.texts(rows, row -> String.valueOf(row.shown())))
                    .bind("named", Statements.texts(rows, row -> String.valueOf(row.named())))
                    .bind("byItem", Statements.texts(rows, row -> String.valueOf(row.byItem())))
                    .bind(
                        "complete",
                        Statements.texts(
                            rows, row -> String.valueOf(row.complete() == Completeness.COMPLETE))));
  }

  /** A database's newest days, the newest first, of each the scenarios of most lists first. */
  public List<Row> of(DatabaseId database, int days) {
    return connection.query(
        "SELECT * "
            + OF_NEWEST_DAYS
            + "ORDER BY day DESC, shown DESC, scenario COLLATE \"C\", type COLLATE \"C\"",
        query ->
            query
                .bind("database", database)
                .bind("days", days)
                .map((row, context) -> read(row))
                .list());
  }

  /** How many rows {@link #of} has. */
  public long amount(DatabaseId database, int days) {
    return connection.query(
        "SELECT count(*) " + OF_NEWEST_DAYS,
        query -> query.bind("database", database).bind("days", days).mapTo(Long.class).one());
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        new DatabaseId(row.getString("database_id")),
        row.getObject("day", LocalDate.class),
        row.getString("scenario"),
        row.getString("type"),
        row.getLong("shown"),
        row.getLong("named"),
        row.getLong("by_item"),
        row.getBoolean("complete") ? Completeness.COMPLETE : Completeness.SO_FAR);
  }
}
