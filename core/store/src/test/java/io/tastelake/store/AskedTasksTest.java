package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.store.AskedTasks.Waiting;
import io.tastelake.store.TasksTable.Row;
import io.tastelake.store.TasksTable.Status;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AskedTasksTest extends TestDatabases {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant LATE = NOW.plusSeconds(61);

  private boolean ask(Instant now) {
    return new AskedTasks(connection).ask(AskedTask.TRAINING, SHOP, UUID.randomUUID(), now);
  }

  private List<Waiting> waiting(Instant now) {
    return new AskedTasks(connection).waiting(AskedTask.TRAINING, now);
  }

  private Row newest() {
    return new TasksTable(connection).recent(SHOP, AskedTask.TRAINING.taskName(), 1, 0).get(0);
  }

  private List<Row> open() {
    return new AskedTasks(connection).open(LATE).stream().map(TasksTable.Open::task).toList();
  }

  @Test
  void oneAtATimeForEachDatabase() {
    assertThat(ask(NOW)).isTrue();
    assertThat(ask(NOW)).isFalse();
    assertThat(new AskedTasks(connection).ask(AskedTask.TRAINING, OTHER, UUID.randomUUID(), NOW))
        .isTrue();
    assertThat(waiting(NOW)).extracting(Waiting::database).containsExactlyInAnyOrder(SHOP, OTHER);
  }

  @Test
  void aTaskOfAnotherKindStandsInNobodysWay() {
    assertThat(ask(NOW)).isTrue();
    AskedTasks tasks = new AskedTasks(connection);
    assertThat(tasks.ask(AskedTask.COMPACTION, SHOP, UUID.randomUUID(), NOW)).isTrue();
    assertThat(tasks.ask(AskedTask.COMPACTION, SHOP, UUID.randomUUID(), NOW)).isFalse();
    assertThat(tasks.ask(AskedTask.COMPACTION, OTHER, UUID.randomUUID(), NOW))
        .as("one serves all databases")
        .isFalse();
    assertThat(tasks.waiting(AskedTask.COMPACTION, NOW))
        .extracting(Waiting::task)
        .containsExactly(AskedTask.COMPACTION);
    assertThat(tasks.ask(AskedTask.COMPACTION, OTHER, UUID.randomUUID(), LATE))
        .as("nobody claimed the first")
        .isTrue();
    assertThat(newest().status()).as("of the training").isEqualTo(Status.REQUEST_SENT);
  }

  @Test
  void ofManyWhoAskAtOnceOneIsHeard() {
    long heard =
        IntStream.range(0, 8)
            .parallel()
            .filter(
                each ->
                    store.with(
                        own ->
                            new AskedTasks(own)
                                .ask(AskedTask.TRAINING, SHOP, UUID.randomUUID(), NOW)))
            .count();
    assertThat(heard).isOne();
  }

  @Test
  void ofTwoWhoClaimOneRunsIt() {
    assertThat(ask(NOW)).isTrue();
    Waiting asked = waiting(NOW).get(0);
    assertThat(new AskedTasks(connection).claim(asked, "It runs.")).isTrue();
    assertThat(new AskedTasks(connection).claim(asked, "It runs.")).isFalse();
    assertThat(waiting(NOW)).isEmpty();
  }

  @Test
  void whatNobodyClaimsFailsAfterAMinute() {
    assertThat(ask(NOW)).isTrue();
    new AskedTasks(connection).settle(AskedTask.TRAINING, SHOP, NOW.plusSeconds(60));
    assertThat(newest().status()).isEqualTo(Status.REQUEST_SENT);
    Waiting asked = waiting(NOW).get(0);
    assertThat(waiting(LATE)).as("too late to claim it").isEmpty();
    new AskedTasks(connection).settle(AskedTask.TRAINING, SHOP, LATE);
    assertThat(newest().status()).isEqualTo(Status.FAILED);
    assertThat(newest().progress()).contains("run-tasks", "ask again");
    assertThat(new AskedTasks(connection).claim(asked, "It runs.")).isFalse();
    assertThat(ask(LATE)).isTrue();
  }

  @Test
  void nothingIsLateWhileARunnerIsAtOthers() throws Exception {
    assertThat(ask(NOW)).isTrue();
    try (Connection runner = postgres.connect()) {
      assertThat(new SessionLock(runner, AskedTasks.RUNNER, "runner").tryShare()).isTrue();
      new AskedTasks(connection).settleAll(LATE);
      assertThat(newest().status()).isEqualTo(Status.REQUEST_SENT);
      assertThat(waiting(LATE)).hasSize(1);
      assertThat(waiting(NOW.plusSeconds(86_401))).as("a day is too long").isEmpty();
    }
    new AskedTasks(connection).settleAll(LATE);
    assertThat(newest().status()).isEqualTo(Status.FAILED);
  }

  @Test
  void aRunnerThatIsGoneIsMissed() throws Exception {
    assertThat(ask(NOW)).isTrue();
    Waiting asked = waiting(NOW).get(0);
    try (Connection runner = postgres.connect()) {
      assertThat(new SessionLock(runner, asked.lock(), "runner").tryTake()).isTrue();
      assertThat(new AskedTasks(connection).claim(asked, "It runs.")).isTrue();
      new AskedTasks(connection).settle(AskedTask.TRAINING, SHOP, LATE);
      assertThat(newest().status()).isEqualTo(Status.RUNNING);
      assertThat(open()).containsExactly(newest());
      assertThat(ask(LATE)).as("it runs, however long").isFalse();
    }
    assertThat(open()).as("without a runner").isEmpty();
    assertThat(ask(LATE)).isTrue();
    assertThat(open()).containsExactly(newest());
    assertThat(new TasksTable(connection).recent(SHOP, AskedTask.TRAINING.taskName(), 2, 0))
        .extracting(Row::status)
        .containsExactly(Status.REQUEST_SENT, Status.FAILED);
  }

  @Test
  void whatFailedMeanwhileDoesNotComplete() {
    assertThat(ask(NOW)).isTrue();
    Waiting asked = waiting(NOW).get(0);
    AskedTasks trainings = new AskedTasks(connection);
    assertThat(trainings.claim(asked, "It runs.")).isTrue();
    trainings.end(asked, Status.FAILED, "It failed.");
    trainings.end(asked, Status.COMPLETED, "Published a model.");
    assertThat(newest().progress()).isEqualTo("It failed.");
  }
}
