package io.tastelake.stream.taste;

import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.log.Brokers;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.history.HistorySource;
import io.tastelake.stream.history.LakeThenLog;
import io.tastelake.stream.log.MemoryLog;
import io.tastelake.stream.log.MemoryLogSource;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.taste.UpdateTasteConfig.StateBackend;
import io.tastelake.testkit.lake.TestLake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/** The job on a real lake, a log in memory and a real store: all of it but the way to Kafka. */
final class TestTaste {

  private final MiniCluster cluster;
  private final TestLake lake;
  private final MemoryLog log;
  private final StoredTastes store;
  private final ItemFactorsSource reader;

  TestTaste(
      MiniCluster cluster,
      TestLake lake,
      MemoryLog log,
      StoredTastes store,
      ItemFactorsSource reader) {
    this.cluster = cluster;
    this.lake = lake;
    this.log = log;
    this.store = store;
    this.reader = reader;
  }

  /**
   * Starts the job.
   *
   * @param recordsPerCheckpoint how many records of the log are read between two checkpoints
   * @param restored the checkpoint or savepoint to begin with
   */
  TestJob start(
      StateBackend backend, int parallelism, int recordsPerCheckpoint, Optional<Path> restored)
      throws Exception {
    StreamExecutionEnvironment env = new TestStreamEnvironment(cluster, parallelism);
    env.configure(settings(restored));
    UpdateTasteConfig config =
        new UpdateTasteConfig(
            Brokers.at("nowhere:1"),
            lake.root(),
            store.access(),
            EngineConfig.every(Duration.ofMillis(50))
                .withCheckpointDirectory(lake.beside("checkpoints").toUri())
                .withParallelism(parallelism),
            backend,
            Debounce.of(Duration.ofMillis(20)),
            Duration.ofMillis(50));
    UpdateTasteSettings.apply(env, config);
    MemoryLog.Handle handle = log.handle();
    var source =
        LakeThenLog.source(
            new HistorySource(lake.root(), 40),
            Boundedness.CONTINUOUS_UNBOUNDED,
            position -> new MemoryLogSource(handle, position, recordsPerCheckpoint));
    var events =
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "read-events", SourceRecord.TYPE)
            .uid("read-events");
    UpdateTasteTopology.define(env, config, events, reader);
    return new TestJob(cluster, env.executeAsync("update-taste"));
  }

  private static Configuration settings(Optional<Path> restored) {
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    restored.ifPresent(
        path -> settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
    return settings;
  }
}
