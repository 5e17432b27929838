package io.tastelake.stream.ingest;

import io.tastelake.stream.engine.EngineSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The engine's settings for this job. */
final class IngestInteractionsSettings {

  private IngestInteractionsSettings() {}

  static void apply(StreamExecutionEnvironment env, IngestInteractionsConfig config) {
    EngineSettings.of(env, config.engine()).apply(env);
  }
}
