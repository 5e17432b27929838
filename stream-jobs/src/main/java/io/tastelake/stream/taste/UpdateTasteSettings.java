package io.tastelake.stream.taste;

import io.tastelake.stream.engine.EngineSettings;
import java.time.Duration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The engine's settings for this job. */
final class UpdateTasteSettings {

  /** Between two operators; changes are gathered only once, by user. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(10);

  /** Whether an interaction is known is asked for each, and hardly one is. */
  private static final boolean NEARLY_ALL_IS_NEW = true;

  private UpdateTasteSettings() {}

  static void apply(StreamExecutionEnvironment env, UpdateTasteConfig config) {
    EngineSettings.of(env, config.engine())
        .unlessSet(ExecutionOptions.SNAPSHOT_COMPRESSION, true)
        .unlessSet(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT)
        .unlessSet(RocksDBConfigurableOptions.USE_BLOOM_FILTER, NEARLY_ALL_IS_NEW)
        .set(StateBackendOptions.STATE_BACKEND, config.stateBackend().flinkName())
        .apply(env);
  }
}
