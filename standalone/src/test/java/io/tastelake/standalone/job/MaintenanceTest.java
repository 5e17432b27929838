package io.tastelake.standalone.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.standalone.DataFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {

  private static final DatabaseId SHOP = new DatabaseId("shop000000000000000000");
  private static final String FIRST_MODEL =
      "nightly --steps recompute-ratings,train-item-factors,evaluate --database " + SHOP.value();
  private static final String TASKS = "run-tasks --once";
  private static final LocalTime THREE = LocalTime.of(3, 0);

  @TempDir private Path folder;

  /** A database without a model, and one training that a client asks for. */
  private static final class OneOfEach implements Maintenance.Wishes {

    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public List<DatabaseId> withoutModel() {
      return List.of(SHOP);
    }

    @Override
    public boolean taskWaits() {
      return looks.incrementAndGet() == 1;
    }
  }

  @Test
  void theHourIsTodayOrTomorrow() {
    assertThat(until("2026-11-25T02:00:00+01:00[Europe/Paris]")).isEqualTo(Duration.ofHours(1));
    assertThat(until("2026-11-25T03:00:00+01:00[Europe/Paris]")).isEqualTo(Duration.ofHours(24));
    assertThat(until("2026-11-25T04:30:00+01:00[Europe/Paris]"))
        .isEqualTo(Duration.ofMinutes(22 * 60 + 30));
  }

  @Test
  void theNightInWhichClocksGoBackIsLonger() {
    assertThat(until("2026-10-24T04:00:00+02:00[Europe/Paris]")).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void nightlyRunsAtItsHourAndCompactOnceForWhatIsNew() throws Exception {
    Path launcher = Files.writeString(folder.resolve("launcher"), "echo \"$@\"\n");
    DataFolder data = DataFolder.create(folder.resolve("data"));
    URI lake = folder.resolve("lake").toUri();
    InteractionsLake.openOrCreate(lake, "topic").close();
    Clock justBefore = Clock.fixed(Instant.parse("2026-11-25T02:59:59.500Z"), ZoneOffset.UTC);
    MaintenanceConfig config =
        new MaintenanceConfig(
            Duration.ofMillis(20),
            Optional.of(THREE),
            Duration.ofMillis(20),
            Duration.ofMillis(20));
    BatchJobs jobs = new BatchJobs(launcher, data);

    try (Maintenance maintenance =
        Maintenance.start(jobs, lake, new OneOfEach(), config, justBefore)) {
      // it would be that hour again in half a second: the clock stands still
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  count(jobs, "nightly") >= 2
                      && count(jobs, FIRST_MODEL) > 0
                      && count(jobs, TASKS) > 0);
      assertThat(maintenance).isNotNull();
    }
    assertThat(count(jobs, "nightly --steps compact,forget-users"))
        .as("nothing was appended since the first")
        .isEqualTo(1);
    assertThat(count(jobs, FIRST_MODEL)).as("it gave no model").isEqualTo(1);
    assertThat(count(jobs, TASKS)).as("the first one claimed it").isEqualTo(1);
    assertThat(new JobRuns(data).last())
        .containsOnlyKeys("compact and forget", "first model", "nightly", "asked trainings")
        .allSatisfy((job, run) -> assertThat(run.exit()).isZero());
  }

  private static long count(BatchJobs jobs, String job) throws IOException {
    return Files.exists(jobs.log())
        ? Files.readAllLines(jobs.log()).stream()
            .filter(line -> line.replaceFirst(" --data [^ ]*", "").endsWith("job " + job))
            .count()
        : 0;
  }

  private static Duration until(String now) {
    return Maintenance.until(THREE, ZonedDateTime.parse(now));
  }
}
