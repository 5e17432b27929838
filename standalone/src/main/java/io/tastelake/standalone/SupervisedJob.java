package io.tastelake.standalone;

import io.tastelake.domain.time.Pause;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job that is started again without state whenever it has failed for good: it then goes on where
 * the lake is, or begins anew with what the lake holds.
 */
final class SupervisedJob implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SupervisedJob.class);

  private final String name;
  private final FlinkCluster cluster;
  private final Supplier<StreamGraph> definition;
  private final long backoffMillis;
  private final Thread thread;
  private final Pause backoff = new Pause();

  private SupervisedJob(
      String name,
      FlinkCluster cluster,
      Supplier<StreamGraph> definition,
      StreamGraph first,
      long backoffMillis) {
    this.name = name;
    this.cluster = cluster;
    this.definition = definition;
    this.backoffMillis = backoffMillis;
    this.thread = new Thread(() -> keepRunning(first), "supervise-" + name);
  }

  /**
   * Starts the job and keeps it running until closed. What its first definition throws is thrown.
   *
   * @param definition makes the job anew for each start
   * @param backoffMillis how long to wait after a failure
   */
  static SupervisedJob start(
      String name, FlinkCluster cluster, Supplier<StreamGraph> definition, long backoffMillis) {
    StreamGraph first = definition.get();
    SupervisedJob job = new SupervisedJob(name, cluster, definition, first, backoffMillis);
    job.thread.setDaemon(true);
    job.thread.start();
    return job;
  }

  /** Stops supervising; the cluster ends the job. */
  @Override
  public void close() {
    backoff.close();
    thread.interrupt();
  }

  private void keepRunning(StreamGraph first) {
    try {
      run(() -> first);
      while (backoff.passes(Duration.ofMillis(backoffMillis))) {
        run(definition);
      }
    } catch (InterruptedException e) {
      LOG.info("Stopped watching job {}", name);
    }
  }

  // Whatever a definition throws later (the log may be unreachable) may pass.
  private void run(Supplier<StreamGraph> graph) throws InterruptedException {
    try {
      LOG.info("Starting job {}", name);
      JobResult result = cluster.submit(graph.get()).get();
      Throwable cause = result.getSerializedThrowable().orElse(null);
      LOG.error(
          "Job {} ended as {}; restarting it from the lake's position",
          name,
          result.getApplicationStatus(),
          cause);
    } catch (ExecutionException | RuntimeException e) {
      LOG.error("Job {} could not be started; will retry", name, e);
    }
  }
}
