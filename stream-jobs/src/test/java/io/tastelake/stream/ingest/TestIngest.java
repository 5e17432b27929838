package io.tastelake.stream.ingest;

import io.tastelake.stream.lake.LakeSink;
import io.tastelake.stream.lake.RollPolicy;
import io.tastelake.stream.lake.TestLake;
import io.tastelake.stream.log.MemoryLog;
import io.tastelake.stream.log.MemoryLogSource;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.log.SourceRecordType;
import io.tastelake.stream.log.TopicIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/** The job on a log in memory: all of it but the connector to Kafka. */
final class TestIngest implements AutoCloseable {

  static final int SLOTS = 4;

  private final MiniCluster cluster;
  private final TestLake lake;
  private final MemoryLog log;

  TestIngest(MiniCluster cluster, MemoryLog log) {
    this.cluster = cluster;
    this.log = log;
    this.lake = TestLake.create(log.topicId());
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
      return env.executeAsync("ingest-interactions");
    } catch (Exception e) {
      throw new IllegalStateException("the job does not start", e);
    }
  }

  private IngestInteractionsConfig config(int parallelism) {
    return IngestInteractionsConfig.defaults()
        .withLake(lake.root())
        .withCheckpointInterval(Duration.ofMillis(15))
        .withCheckpointDirectory(checkpoints().toUri())
        .withParallelism(parallelism);
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
                SourceRecordType.INSTANCE)
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

  /** All complete checkpoints of all runs, oldest first. */
  List<Path> retainedCheckpoints() {
    try (Stream<Path> files = Files.walk(checkpoints())) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(Path::getParent)
          .sorted(Comparator.comparingInt(TestIngest::number))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().substring("chk-".length()));
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
