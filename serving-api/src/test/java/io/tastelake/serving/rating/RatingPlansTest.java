package io.tastelake.serving.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.store.OnlineStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How PostgreSQL carries out the statements on ratings, where there are 200,000 of them. */
class RatingPlansTest {

  private static final String DATABASE = "AAAAAAAAAAAAAAAAAAAAAA";

  private static EmbeddedPostgres postgres;
  private static OnlineStore store;

  @BeforeAll
  static void fill() throws IOException {
    postgres = EmbeddedPostgres.start();
    String jdbcUrl = postgres.getJdbcUrl("postgres", "postgres");
    store = OnlineStore.open(OnlineStore.Settings.of(jdbcUrl, "postgres", ""));
    store.change("INSERT INTO organizations VALUES ('o', 'o', now())");
    store.change(
        "INSERT INTO databases VALUES (?, 'o', 'd', '', 'urlsafe64', 'urlsafe64', 'uuid', now())",
        DATABASE);
    store.change(
        "INSERT INTO tastes SELECT ?, 'u' || u, 1, 1, now() FROM generate_series(1, 1000) AS u",
        DATABASE);
    fill("inferred_ratings", 0);
    fill("ratings", 50);
    store.change("ANALYZE");
  }

  /** A hundred items of each of a thousand users; half of those inferred are given too. */
  private static void fill(String table, int first) {
    store.change(
        "INSERT INTO "
            + table
            + " SELECT ?, 'u' || u, 'i' || i, 5, i"
            + " FROM generate_series(1, 1000) AS u, generate_series(?, ?) AS i",
        DATABASE,
        first,
        first + 99);
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
    postgres.close();
  }

  private static String plan(String sql, Object... parameters) {
    List<String> lines =
        store.list(
            "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + sql,
            row -> row.getString(1),
            parameters);
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
                plan(Ratings.AFTER, DATABASE, user, "", 65, DATABASE, user, "", user, "", 65, 65))
        .forEach(RatingPlansTest::assertCheap);
  }

  @Test
  void oneUsersRatingsAreFoundByTheirKeys() {
    assertCheap(plan(Ratings.OF_USER, DATABASE, "u7", 65, 0L));
    assertCheap(plan(Ratings.BY_ITEM, DATABASE, "u7"));
  }
}
