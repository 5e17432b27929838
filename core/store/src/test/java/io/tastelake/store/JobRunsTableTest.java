package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.JobRunsTable.Last;
import io.tastelake.store.JobRunsTable.Result;
import io.tastelake.store.JobRunsTable.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JobRunsTableTest extends TestDatabases {

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

  private final JobRunsTable table = new JobRunsTable(connection);

  @Test
  void theLastRunOfEachJobKnowsWhenOneSucceeded() {
    Run done = run("nightly", "", 3, Result.DONE);
    Run failed = run("nightly", "", 1, Result.FAILED);
    Run ofShop = run("nightly", SHOP.value(), 2, Result.FAILED);
    List.of(done, failed, ofShop).forEach(table::add);
    assertThat(table.last())
        .containsExactly(
            new Last(failed, Optional.of(done.ended())), new Last(ofShop, Optional.empty()));
    assertThat(table.recent(2)).containsExactly(failed, ofShop);
  }

  @Test
  void runsOfMoreThanAYearAgoAreDeleted() {
    table.add(run("compact", "", 401, Result.DONE));
    table.add(run("compact", "", 399, Result.DONE));
    assertThat(table.recent(9)).hasSize(1);
  }

  @Test
  void onlyTheHundredNewestDatabasesAreShownApart() {
    for (int i = 0; i < 120; i++) {
      table.add(run("evaluate", "database " + i, i, Result.DONE));
    }
    assertThat(table.last())
        .hasSize(100)
        .extracting(last -> last.run().database())
        .contains("database 0", "database 99")
        .doesNotContain("database 100");
  }

  @Test
  void whatRunsCameToIsReadOfOneDatabaseAlone() {
    table.add(
        run(
            "evaluate",
            "",
            3,
            Result.DONE,
            json("'shop': {'n': 1}, 'other': {'n': 2}, 'third': 3")));
    table.add(run("evaluate", "", 2, Result.FAILED, "{it failed."));
    table.add(run("evaluate", "", 1, Result.FAILED, json("'shop': {'n': 4}")));
    table.add(run("tune", "", 1, Result.DONE, json("'shop': {'n': 5}")));
    assertThat(facts(SHOP)).containsExactly("{\"n\": 4}", "{\"n\": 1}");
    assertThat(facts(OTHER)).containsExactly("{\"n\": 2}");
    assertThat(facts(new DatabaseId("third00000000000000000"))).as("no object").isEmpty();
    assertThat(table.facts("evaluate", SHOP, 1)).hasSize(1);
  }

  @Test
  void longSummariesOfOthersAreNotAllLookedThrough() {
    String summary = json("'shop': {'n': 1}, 'other': '" + "x".repeat(5 << 20) + "'");
    for (int i = 0; i < 6; i++) {
      table.add(run("evaluate", "", i, Result.DONE, summary));
    }
    assertThat(facts(SHOP)).hasSize(4);
  }

  /** A summary with databases by their short names. */
  private static String json(String members) {
    return "{"
        + members
            .replace("'shop'", "'" + SHOP.value() + "'")
            .replace("'other'", "'" + OTHER.value() + "'")
            .replace("'third'", "'third00000000000000000'")
            .replace('\'', '"')
        + "}";
  }

  private List<String> facts(DatabaseId database) {
    return table.facts("evaluate", database, 9).stream().map(JobRunsTable.Facts::json).toList();
  }

  @Test
  void theLastRunsOfOneDatabaseAreNobodyElses() {
    Run all = run("nightly", "", 1, Result.DONE, "");
    Run own = run("nightly", SHOP.value(), 300, Result.FAILED, "");
    List.of(all, own).forEach(table::add);
    table.add(run("nightly", OTHER.value(), 2, Result.DONE));
    for (int i = 0; i < 120; i++) {
      table.add(run("evaluate", "database " + i, 0, Result.DONE));
    }
    assertThat(table.last(SHOP))
        .containsExactly(new Last(all, Optional.of(all.ended())), new Last(own, Optional.empty()));
  }

  private Run run(String job, String database, int daysAgo, Result result) {
    return run(job, database, daysAgo, result, "{}");
  }

  private Run run(String job, String database, int daysAgo, Result result, String summary) {
    Instant ended = now.minus(Duration.ofDays(daysAgo));
    return new Run(
        job,
        database,
        ended.minusSeconds(60),
        ended,
        result,
        OptionalLong.of(7),
        OptionalLong.empty(),
        summary);
  }
}
