package io.tastelake.standalone;

import io.tastelake.standalone.metric.FlinkReporter;
import io.tastelake.standalone.web.FlinkGate;
import io.tastelake.standalone.web.FlinkWeb;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Flink in this process: one task manager, small buffers, and the web interface to look at it,
 * which {@link FlinkGate} keeps to reading. A task that cannot be cleaned up ends its task manager;
 * {@link Watch} sees to it that jobs get another.
 */
final class FlinkCluster implements Watch.Part, AutoCloseable {

  /** As many as run side by side: {@code ingest-interactions} and {@code update-taste}. */
  private static final int JOBS = 2;

  /** A cluster that has ended answers nothing, not even that. */
  private static final long TIMEOUT_SECONDS = 10;

  private final MiniCluster cluster;
  private final FlinkWeb web;
  private final Configuration configuration;
  private final String id;

  private FlinkCluster(MiniCluster cluster, FlinkWeb web, Configuration configuration, String id) {
    this.id = id;
    this.cluster = cluster;
    this.web = web;
    this.configuration = configuration;
  }

  /**
   * Starts with checkpoints and temporary files below {@code folder}. What lies there from an
   * earlier process is removed: jobs go on where the lake is, never from such a checkpoint.
   */
  static FlinkCluster start(Path folder, int slots) throws Exception {
    PostgresBinaries.delete(folder);
    Path temporary = PrivateFolder.create(PrivateFolder.create(folder).resolve("tmp"));
    Configuration configuration = new Configuration();
    configuration.setString("rest.address", "127.0.0.1");
    configuration.setString("rest.bind-address", "127.0.0.1");
    configuration.setString("rest.bind-port", "0");
    String token = RandomPassword.create();
    configuration.set(FlinkGate.TOKEN, token);
    String id = UUID.randomUUID().toString();
    FlinkReporter.configure(configuration, id);
    configuration.setString("jobmanager.bind-host", "127.0.0.1");
    configuration.setString("taskmanager.bind-host", "127.0.0.1");
    configuration.setString("web.submit.enable", "false");
    configuration.setString("web.cancel.enable", "false");
    configuration.setString("io.tmp.dirs", temporary.toString());
    configuration.setString("web.tmpdir", temporary.toString());
    configuration.setString("taskmanager.memory.network.min", "32m");
    configuration.setString("taskmanager.memory.network.max", "32m");
    configuration.setString("taskmanager.memory.managed.size", "16m");
    configuration.setString("state.backend.rocksdb.memory.fixed-per-slot", "128m");
    configuration.setString("execution.checkpointing.incremental", "true");
    configuration.setString("parallelism.default", Integer.toString(slots));
    configuration.setString(
        "execution.checkpointing.dir", "file:" + folder.resolve("checkpoints").toAbsolutePath());
    MiniCluster cluster = OnePortCluster.of(configuration, JOBS * slots);
    cluster.start();
    FlinkWeb web = FlinkWeb.at(cluster.getRestAddress().get(), token);
    return new FlinkCluster(cluster, web, configuration, id);
  }

  /** An environment in which to define a job for {@link #submit}. */
  StreamExecutionEnvironment environment() {
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
  }

  /** Starts a job; its result is there when it has ended for good. */
  CompletableFuture<JobResult> submit(StreamGraph job) {
    return cluster
        .submitJob(job)
        .thenCompose(submitted -> cluster.requestJobResult(submitted.getJobID()));
  }

  /** What it measures, in Prometheus' text format. */
  String metrics() {
    return FlinkReporter.text(id);
  }

  /** The web interface, with the token that opens it. */
  FlinkWeb web() {
    return web;
  }

  @Override
  public String name() {
    return "Flink's task manager";
  }

  @Override
  public String witness() {
    return "its last error";
  }

  @Override
  public boolean runs() throws Exception {
    return cluster
            .getResourceOverview()
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .getNumberTaskManagers()
        > 0;
  }

  @Override
  public void startAgain() throws Exception {
    cluster.startTaskManager();
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }
}
