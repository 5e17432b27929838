package io.tastelake.e2e.ingest;

import static org.apache.flink.configuration.CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION;
import static org.awaitility.Awaitility.await;

import io.tastelake.stream.ingest.IngestInteractionsConfig;
import io.tastelake.stream.ingest.IngestInteractionsTopology;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One run of {@code ingest-interactions}, on a Flink of its own. */
final class IngestJob implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final JobClient client;
  private final CompletableFuture<JobExecutionResult> result;

  private IngestJob(JobClient client) {
    this.client = client;
    this.result = client.getJobExecutionResult();
  }

  /** Starts without state. */
  static IngestJob start(IngestInteractionsConfig config) throws Exception {
    return start(config, new Configuration());
  }

  /** Starts from a savepoint or checkpoint. */
  static IngestJob restore(IngestInteractionsConfig config, URI state) throws Exception {
    Configuration settings = new Configuration();
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, state.toString());
    return start(config, settings);
  }

  private static IngestJob start(IngestInteractionsConfig config, Configuration settings)
      throws Exception {
    settings.set(
        EXTERNALIZED_CHECKPOINT_RETENTION, ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(settings);
    IngestInteractionsTopology.define(env, config);
    return new IngestJob(env.executeAsync("ingest-interactions"));
  }

  /** Writes a savepoint while the job goes on; waits until it runs. */
  URI savepoint(Path folder) {
    return await()
        .atMost(TIMEOUT)
        .ignoreExceptionsMatching(failure -> failure instanceof ExecutionException && !ended())
        .until(() -> triggerSavepoint(folder), state -> true);
  }

  private URI triggerSavepoint(Path folder) throws Exception {
    String target = folder.toUri().toString();
    var state = client.triggerSavepoint(target, SavepointFormatType.CANONICAL);
    return URI.create(state.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
  }

  boolean ended() {
    return result.isDone();
  }

  /** Why the job ended, if it failed; waits until it ends. */
  Throwable failure() throws Exception {
    try {
      result.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      throw new AssertionError("The job ended without a failure.");
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Override
  public void close() {
    if (!ended()) {
      client.cancel().join();
      await().atMost(TIMEOUT).until(this::ended);
    }
  }
}
