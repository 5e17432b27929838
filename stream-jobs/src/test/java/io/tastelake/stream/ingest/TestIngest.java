package io.tastelake.stream.ingest;

import io.tastelake.log.Brokers;
import io.tastelake.log.TopicIdentity;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.lake.LakeSink;
import io.tastelake.stream.lake.RollPolicy;
import io.tastelake.stream.log.MemoryLog;
import io.tastelake.stream.log.MemoryLogSource;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.testkit.lake.TestLake;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/** The job on a log in memory: all of it but the connector to Kafka. */
final class TestIngest implements AutoCloseable {

  static final int SLOTS = 4;

  private final MiniCluster cluster;
  private final TestLake lake;
  private final MemoryLog log;
  private final List<JobID> started = new ArrayList<>();

  TestIngest(MiniCluster cluster, MemoryLog log) {
    this(cluster, log, TestLake.create(log.topicId()));
  }

  TestIngest(MiniCluster cluster, MemoryLog log, TestLake lake) {
    this.cluster = cluster;
    this.log = log;
    this.lake = lake;
  }

  TestLake lake() {
    return lake;
  }

  /**
   * Starts the job.
   *
   * @param restored the checkpoint or savepoint to begin with
   */
  JobClient start(int parallelism, int recordsPerCheckpoint, Optional<Path> restored) {
    try {
      StreamExecutionEnvironment env = new TestStreamEnvironment(cluster, parallelism);
      env.configure(cluster(restored));
      IngestInteractionsSettings.apply(env, config(parallelism));
      define(env, recordsPerCheckpoint);
      JobClient job = env.executeAsync("ingest-interactions");
      started.add(job.getJobID());
      return job;
    } catch (Exception e) {
      throw new IllegalStateException("the job does not start", e);
    }
  }

  private IngestInteractionsConfig config(int parallelism) {
    return IngestInteractionsConfig.of(Brokers.at("localhost:9092"), lake.root())
        .withEngine(
            EngineConfig.every(Duration.ofMillis(15))
                .withCheckpointDirectory(checkpoints().toUri())
                .withParallelism(parallelism));
  }

  private static Configuration cluster(Optional<Path> restored) {
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 50);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 100);
    restored.ifPresent(path -> settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toString()));
    return settings;
  }

  private void define(StreamExecutionEnvironment env, int recordsPerCheckpoint) {
    MemoryLog.Handle handle = log.handle();
    var records =
        env.fromSource(
                new MemoryLogSource(handle, lake.root(), recordsPerCheckpoint),
                WatermarkStrategy.noWatermarks(),
                "read-log",
                SourceRecord.TYPE)
            .uid("read-log");
    LakeSink sink =
        new LakeSink(
            lake.root(), new RollPolicy(7, 1 << 20), () -> topic(handle), Clock.systemUTC());
    IngestInteractionsTopology.append(records, lake.root(), sink)
        .sinkTo(new DeadLetters(handle))
        .uid("dead-letters");
  }

  private static TopicIdentity topic(MemoryLog.Handle handle) {
    return new TopicIdentity() {
      @Override
      public Optional<String> topicId() {
        handle.log().commitFaults().pass();
        return Optional.of(handle.log().topicId());
      }

      @Override
      public void close() {}
    };
  }

  private Path checkpoints() {
    return lake.beside("checkpoints");
  }

  Path savepoints() {
    return lake.beside("savepoints");
  }

  /** Completed checkpoints of all runs. What else lies in their folder, Flink may yet remove. */
  List<Path> retainedCheckpoints() throws Exception {
    List<Path> completed = new ArrayList<>();
    for (JobID job : started) {
      AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
      graph.getCheckpointStatsSnapshot().getHistory().getCheckpoints().stream()
          .filter(CompletedCheckpointStats.class::isInstance)
          .map(CompletedCheckpointStats.class::cast)
          .filter(checkpoint -> !checkpoint.isDiscarded())
          .map(checkpoint -> Path.of(URI.create(checkpoint.getExternalPath())))
          .forEach(completed::add);
    }
    return completed;
  }

  @Override
  public void close() {
    lake.close();
    log.close();
  }

  private record DeadLetters(MemoryLog.Handle handle) implements Sink<SourceRecord> {

    @Override
    public SinkWriter<SourceRecord> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(SourceRecord letter, Context context) {
          handle.log().deadLetter(letter);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
