package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job that runs in a cluster of a test, and can be asked why it does not get on. */
record TestJob(MiniCluster cluster, JobClient client) {

  static final Duration TIMEOUT = Duration.ofSeconds(90);

  /** Fails with the job's failure once it ended, and without a task manager to run it. */
  void requireRunning() throws Exception {
    assertThat(cluster.requestClusterOverview().get().getNumTaskManagersConnected())
        .as("task managers; one that ended says why among the errors in the log")
        .isPositive();
    if (client.getJobStatus().get().isTerminalState()) {
      client.getJobExecutionResult().get();
    }
  }

  /** Its last failure, in words. */
  String lastFailure() throws Exception {
    return failure().map(ErrorInfo::getExceptionAsString).orElse("none");
  }

  private Optional<ErrorInfo> failure() throws Exception {
    return Optional.ofNullable(cluster.getExecutionGraph(client.getJobID()).get().getFailureInfo());
  }

  void awaitFailureSince(Instant moment) {
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              requireRunning();
              return failure()
                  .filter(last -> last.getTimestamp() >= moment.toEpochMilli())
                  .isPresent();
            });
  }

  /** Ends it without a savepoint. */
  void end() throws Exception {
    if (!client.getJobStatus().get().isGloballyTerminalState()) {
      client.cancel().get();
      awaitEnd();
    }
  }

  /** Ends it with a savepoint in {@code folder}; where that lies. */
  Path endWithSavepoint(Path folder) throws Exception {
    Path written =
        Path.of(
            URI.create(
                client
                    .stopWithSavepoint(false, folder.toString(), SavepointFormatType.CANONICAL)
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)));
    awaitEnd();
    return written;
  }

  private void awaitEnd() {
    await().atMost(TIMEOUT).until(() -> client.getJobStatus().get().isGloballyTerminalState());
  }
}
