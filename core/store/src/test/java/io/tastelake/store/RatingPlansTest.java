package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How PostgreSQL carries out the statements on ratings, where there are 200,000 of them. */
class RatingPlansTest {

  private static final String DATABASE = "AAAAAAAAAAAAAAAAAAAAAA";

  private static TestStore postgres;
  private static OnlineStore store;

  @BeforeAll
  static void fill() {
    postgres = TestStore.start();
    store = OnlineStore.over(postgres::connect);
    execute(
        "INSERT INTO databases VALUES (?, 'shop', 'd', '', 'urlsafe64', 'urlsafe64', 'uuid', now())",
        DATABASE);
    execute(
        "INSERT INTO tastes SELECT ?, 'u' || u, 1, 1, now() FROM generate_series(1, 1000) AS u",
        DATABASE);
    fill("inferred_ratings", 0);
    fill("ratings", 50);
    execute("ANALYZE");
  }

  /** A hundred items of each of a thousand users; half of those inferred are given too. */
  private static void fill(String table, int first) {
    execute(
        "INSERT INTO "
            + table
            + " SELECT ?, 'u' || u, 'i' || i, 5, i"
            + " FROM generate_series(1, 1000) AS u, generate_series(?, ?) AS i",
        DATABASE,
        first,
        first + 99);
  }

  private static void execute(String sql, Object... parameters) {
    int unused = postgres.execute(sql, parameters);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  private static String plan(String sql, UnaryOperator<Query> bind) {
    List<String> lines =
        store.with(
            connection ->
                connection.query(
                    "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + sql,
                    query ->
                        bind.apply(query.bind("database", DATABASE)).mapTo(String.class).list()));
    String plan = String.join("\n", lines);
    System.out.println(plan + "\n");
    return plan;
  }

  /** No step touches thousands of rows, and every table is read by its key. */
  private static void assertCheap(String plan) {
    assertThat(plan).doesNotContain("Seq Scan").doesNotContainPattern("rows=[0-9]{4,}");
  }

  @Test
  void aPageOfAllRatingsTouchesAboutAsManyAsItShows() {
    Stream.of("", "u5", "u999")
        .map(
            user ->
                plan(
                    ShownRatings.AFTER,
                    query -> query.bind("user", user).bind("item", "").bind("amount", 65)))
        .forEach(RatingPlansTest::assertCheap);
  }

  @Test
  void oneUsersRatingsAreFoundByTheirKeys() {
    assertCheap(
        plan(
            ShownRatings.OF_USER,
            query -> query.bind("user", "u7").bind("amount", 65).bind("offset", 0L)));
    assertCheap(plan(ShownRatings.ALL_OF_USER, query -> query.bind("user", "u7")));
  }
}
