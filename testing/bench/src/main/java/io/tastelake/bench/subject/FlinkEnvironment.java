package io.tastelake.bench.subject;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink in this process, the same for all contestants. A job that fails is not started again. */
public final class FlinkEnvironment {

  private FlinkEnvironment() {}

  public static StreamExecutionEnvironment oneSlot(Duration checkpointInterval) {
    return slots(1, checkpointInterval);
  }

  /** With so many slots, and as many subtasks of each operator. */
  public static StreamExecutionEnvironment slots(int slots, Duration checkpointInterval) {
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    return StreamExecutionEnvironment.createLocalEnvironment(slots, settings);
  }
}
