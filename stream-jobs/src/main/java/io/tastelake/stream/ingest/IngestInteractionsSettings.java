package io.tastelake.stream.ingest;

import static org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE;
import static org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTING_INTERVAL;
import static org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTS_DIRECTORY;
import static org.apache.flink.configuration.CheckpointingOptions.CHECKPOINT_STORAGE;
import static org.apache.flink.configuration.CheckpointingOptions.ENABLE_UNALIGNED;
import static org.apache.flink.configuration.CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS;
import static org.apache.flink.configuration.RestartStrategyOptions.RESTART_STRATEGY;
import static org.apache.flink.configuration.RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS;
import static org.apache.flink.configuration.RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF;
import static org.apache.flink.configuration.RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The engine's settings. Those that make the job right are set whatever the cluster says; those of
 * taste only where it says nothing.
 */
final class IngestInteractionsSettings {

  private IngestInteractionsSettings() {}

  static void apply(StreamExecutionEnvironment env, IngestInteractionsConfig config) {
    Configuration settings = new Configuration();
    demand(settings, config);
    suggest(settings, env.getConfiguration(), config);
    env.configure(settings);
    config.parallelism().ifPresent(env::setParallelism);
  }

  private static void demand(Configuration settings, IngestInteractionsConfig config) {
    settings.set(CHECKPOINTING_INTERVAL, config.checkpointInterval());
    settings.set(CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(ENABLE_UNALIGNED, false);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    config
        .checkpointDirectory()
        .ifPresent(
            directory -> {
              settings.set(CHECKPOINT_STORAGE, "filesystem");
              settings.set(CHECKPOINTS_DIRECTORY, new Path(directory).toString());
            });
  }

  /**
   * Restarts wait longer each time, up to half a minute, so that brokers and storage may be away
   * for some twenty minutes; then the job fails, and whoever submits it anew meets the start check.
   */
  private static void suggest(
      Configuration settings, ReadableConfig cluster, IngestInteractionsConfig config) {
    Suggestions suggestions = new Suggestions(settings, cluster);
    suggestions.set(MIN_PAUSE_BETWEEN_CHECKPOINTS, config.checkpointInterval().dividedBy(10));
    if (cluster.getOptional(RESTART_STRATEGY).isEmpty()) {
      settings.set(RESTART_STRATEGY, "exponential-delay");
      suggestions.set(RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200));
      suggestions.set(RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
      suggestions.set(RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 45);
    }
  }

  private record Suggestions(Configuration settings, ReadableConfig cluster) {

    <T> void set(ConfigOption<T> option, T value) {
      if (cluster.getOptional(option).isEmpty()) {
        settings.set(option, value);
      }
    }
  }
}
