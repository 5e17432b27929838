package io.tastelake.stream.engine;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the engine is told for one job.
 *
 * @param checkpointInterval from the start of one checkpoint to that of the next
 * @param checkpointDirectory where checkpoints go; else where the cluster is set to put them
 * @param parallelism how many subtasks there are of each operator; else the cluster's default
 */
public record EngineConfig(
    Duration checkpointInterval, Optional<URI> checkpointDirectory, OptionalInt parallelism) {

  private static final Duration MIN_INTERVAL = Duration.ofMillis(10);

  public EngineConfig {
    Objects.requireNonNull(checkpointDirectory, "checkpointDirectory");
    if (checkpointInterval.compareTo(MIN_INTERVAL) < 0) {
      throw new IllegalArgumentException(
          "A checkpoint interval of %s is too short: give at least %d ms."
              .formatted(checkpointInterval, MIN_INTERVAL.toMillis()));
    }
    if (parallelism.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "A parallelism of " + parallelism.getAsInt() + " reads nothing: give at least 1.");
    }
  }

  /** Checkpoints that often; the rest as the cluster has it. */
  public static EngineConfig every(Duration checkpointInterval) {
    return new EngineConfig(checkpointInterval, Optional.empty(), OptionalInt.empty());
  }

  public EngineConfig withCheckpointDirectory(URI directory) {
    return new EngineConfig(checkpointInterval, Optional.of(directory), parallelism);
  }

  public EngineConfig withParallelism(int subtasks) {
    return new EngineConfig(checkpointInterval, checkpointDirectory, OptionalInt.of(subtasks));
  }
}
