package io.tastelake.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.RunningStandalone;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.UnderTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tastelake status} beside batch jobs. */
class ShownJobsAndTasksTest {

  private static final Path LAUNCHER = Path.of(System.getProperty("tastelake.root"), "tastelake");
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @TempDir(factory = UnderTarget.class, cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Path data;

  @AfterEach
  void killLeftBehind() {
    RunningStandalone.killLeftBehind(data);
  }

  @Test
  void showsWhatWaitsAndWhatRuns() throws Exception {
    data = folder.resolve("data");
    try (RunningStandalone standalone = RunningStandalone.up(data)) {
      Tenant tenant =
          Tenant.create(
              ApiClient.of(standalone.access().api()),
              standalone.access(),
              "shop",
              Tenant.Ids.TEXT);
      tenant.client().post("/tasks/compact/", Map.of()).ok();
      assertThat(status())
          .containsPattern(
              "\n  compact +task +waits since \\S+, of database " + tenant.database().value())
          .doesNotContain("Spark");
      tenant.client().delete("/users/ann/*/", Map.of()).ok();
      assertThat(status()).containsPattern("\n  erasures +task +1 waits since ");
      try (Child job = runTasks()) {
        String line = "  run-tasks +Spark +runs since \\S+ as process " + job.handle().pid();
        await().atMost(TIMEOUT).until(() -> status().lines().anyMatch(each -> each.matches(line)));
      }
      assertThat(status()).doesNotContain("Spark");
      assertThat(standalone.stop()).isZero();
    }
  }

  /** By another name of the folder, for what counts is which it is. */
  private Child runTasks() {
    return Child.start(
        "run-tasks",
        folder.resolve("jobs"),
        List.of("sh", LAUNCHER.toString(), "job", "run-tasks", "--data", data + "/lake/.."),
        Map.of("TASTELAKE_BUILT", "yes"));
  }

  private String status() {
    try (Child status =
        RunningStandalone.command(data, List.of("status", "--data", data.toString()), List.of())) {
      assertThat(status.exit(TIMEOUT)).as(status.all()).isZero();
      return status.output();
    }
  }
}
