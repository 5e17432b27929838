package io.tastelake.stream.ingest;

import io.tastelake.contracts.lake.LakeRoot;
import io.tastelake.stream.lake.RollPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code ingest-interactions} must be told. Memory, network and web settings are the
 * cluster's.
 *
 * @param bootstrapServers Kafka's brokers, as {@code host:port,host:port}
 * @param lake the lake's root, which holds the table
 * @param checkpointInterval how often rows become visible in the lake
 * @param checkpointDirectory where checkpoints go; else where the cluster is set to put them
 * @param parallelism how many subtasks read and write; else the cluster's default
 * @param roll when a file is closed between two checkpoints
 * @param end whether the job follows the log for ever
 */
public record IngestInteractionsConfig(
    String bootstrapServers,
    URI lake,
    Duration checkpointInterval,
    Optional<URI> checkpointDirectory,
    OptionalInt parallelism,
    RollPolicy roll,
    End end) {

  /** When the job is done. */
  public enum End {
    NEVER,
    /** Once it has passed what the log held when the job started. */
    AT_LATEST
  }

  public IngestInteractionsConfig {
    Objects.requireNonNull(bootstrapServers, "bootstrapServers");
    LakeRoot.requireAtomicCommits(lake);
    Objects.requireNonNull(end, "end");
    if (checkpointInterval.compareTo(Duration.ofMillis(10)) < 0) {
      throw new IllegalArgumentException(
          "A checkpoint interval of "
              + checkpointInterval
              + " is too short: each one is a commit of the lake. Give at least 10 ms.");
    }
    if (parallelism.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "A parallelism of " + parallelism.getAsInt() + " reads nothing: give at least 1.");
    }
  }

  /** A broker on this machine, a lake below the working directory, commits every two seconds. */
  public static IngestInteractionsConfig defaults() {
    return new IngestInteractionsConfig(
        "localhost:9092",
        URI.create("data/lake"),
        Duration.ofSeconds(2),
        Optional.empty(),
        OptionalInt.empty(),
        new RollPolicy(100_000, 64L << 20),
        End.NEVER);
  }

  public IngestInteractionsConfig withBootstrapServers(String servers) {
    return new IngestInteractionsConfig(
        servers, lake, checkpointInterval, checkpointDirectory, parallelism, roll, end);
  }

  public IngestInteractionsConfig withLake(URI root) {
    return new IngestInteractionsConfig(
        bootstrapServers, root, checkpointInterval, checkpointDirectory, parallelism, roll, end);
  }

  public IngestInteractionsConfig withCheckpointInterval(Duration interval) {
    return new IngestInteractionsConfig(
        bootstrapServers, lake, interval, checkpointDirectory, parallelism, roll, end);
  }

  public IngestInteractionsConfig withCheckpointDirectory(URI directory) {
    return new IngestInteractionsConfig(
        bootstrapServers, lake, checkpointInterval, Optional.of(directory), parallelism, roll, end);
  }

  public IngestInteractionsConfig withParallelism(int subtasks) {
    return new IngestInteractionsConfig(
        bootstrapServers,
        lake,
        checkpointInterval,
        checkpointDirectory,
        OptionalInt.of(subtasks),
        roll,
        end);
  }

  public IngestInteractionsConfig withRoll(RollPolicy policy) {
    return new IngestInteractionsConfig(
        bootstrapServers, lake, checkpointInterval, checkpointDirectory, parallelism, policy, end);
  }

  public IngestInteractionsConfig withEnd(End when) {
    return new IngestInteractionsConfig(
        bootstrapServers, lake, checkpointInterval, checkpointDirectory, parallelism, roll, when);
  }
}
