package io.tastelake.stream.taste;

import io.tastelake.stream.engine.EngineSettings;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The engine's settings for this job. */
final class UpdateTasteSettings {

  private UpdateTasteSettings() {}

  static void apply(StreamExecutionEnvironment env, UpdateTasteConfig config) {
    EngineSettings.of(env, config.checkpointInterval(), config.checkpointDirectory())
        .unlessSet(ExecutionOptions.SNAPSHOT_COMPRESSION, true)
        .set(StateBackendOptions.STATE_BACKEND, config.stateBackend().flinkName())
        .apply(env, config.parallelism());
  }
}
