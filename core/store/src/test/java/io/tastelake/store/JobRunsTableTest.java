package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

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

  private Run run(String job, String database, int daysAgo, Result result) {
    Instant ended = now.minus(Duration.ofDays(daysAgo));
    return new Run(
        job,
        database,
        ended.minusSeconds(60),
        ended,
        result,
        OptionalLong.of(7),
        OptionalLong.empty(),
        "{}");
  }
}
