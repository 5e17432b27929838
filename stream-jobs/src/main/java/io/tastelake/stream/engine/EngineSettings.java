package io.tastelake.stream.engine;

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
 * The engine's settings that every job shares. Those that make a job right are set whatever the
 * cluster says; those of taste only where it says nothing.
 */
public final class EngineSettings {

  private final Configuration settings = new Configuration();
  private final EngineConfig config;
  private final ReadableConfig cluster;

  private EngineSettings(EngineConfig config, ReadableConfig cluster) {
    this.config = config;
    this.cluster = cluster;
  }

  /** Settings for a job in {@code env}, in effect once they are applied. */
  public static EngineSettings of(StreamExecutionEnvironment env, EngineConfig config) {
    EngineSettings settings = new EngineSettings(config, env.getConfiguration());
    settings.demand();
    settings.suggest();
    return settings;
  }

  private void demand() {
    set(CHECKPOINTING_INTERVAL, config.checkpointInterval());
    set(CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    set(ENABLE_UNALIGNED, false);
    set(PipelineOptions.GENERIC_TYPES, false);
    set(PipelineOptions.OBJECT_REUSE, true);
    config
        .checkpointDirectory()
        .ifPresent(
            directory -> {
              set(CHECKPOINT_STORAGE, "filesystem");
              set(CHECKPOINTS_DIRECTORY, new Path(directory).toString());
            });
  }

  /**
   * Restarts wait longer each time, up to half a minute, so that brokers and storage may be away
   * for some twenty minutes; then the job fails, and whoever submits it anew meets the start check.
   */
  private void suggest() {
    unlessSet(MIN_PAUSE_BETWEEN_CHECKPOINTS, config.checkpointInterval().dividedBy(10));
    if (cluster.getOptional(RESTART_STRATEGY).isEmpty()) {
      set(RESTART_STRATEGY, "exponential-delay");
      unlessSet(RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200));
      unlessSet(RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
      unlessSet(RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 45);
    }
  }

  /** Sets an option whatever the cluster says. */
  public <T> EngineSettings set(ConfigOption<T> option, T value) {
    settings.set(option, value);
    return this;
  }

  /** Sets an option unless the cluster does. */
  public <T> EngineSettings unlessSet(ConfigOption<T> option, T value) {
    return cluster.getOptional(option).isEmpty() ? set(option, value) : this;
  }

  /** Puts all of it into effect in {@code env}. */
  public void apply(StreamExecutionEnvironment env) {
    env.configure(settings);
    config.parallelism().ifPresent(env::setParallelism);
  }
}
