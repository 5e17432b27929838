package io.tastelake.stream.taste;

import io.tastelake.contracts.lake.LakeRoot;
import io.tastelake.stream.store.StoreAccess;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code update-taste} must be told. Memory, network and web settings are the cluster's.
 *
 * @param bootstrapServers Kafka's brokers, as {@code host:port,host:port}
 * @param lake the lake's root, which holds history and item factors
 * @param store the online store
 * @param checkpointInterval how much is done again after a failure
 * @param checkpointDirectory where checkpoints go; else where the cluster is set to put them
 * @param parallelism how many subtasks there are of each operator; else the cluster's default
 * @param stateBackend where state is kept while the job runs
 * @param flushInterval how long changes of one user are gathered
 * @param refreshInterval how often parameters and models are looked at
 */
public record UpdateTasteConfig(
    String bootstrapServers,
    URI lake,
    StoreAccess store,
    Duration checkpointInterval,
    Optional<URI> checkpointDirectory,
    OptionalInt parallelism,
    StateBackend stateBackend,
    Duration flushInterval,
    Duration refreshInterval) {

  /** Where state is kept while the job runs. */
  public enum StateBackend {
    /** On the heap: fast, and not larger than it. */
    HASHMAP,
    /** On local disks: as large as they are. */
    ROCKSDB;

    /** As Flink spells it. */
    String flinkName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public UpdateTasteConfig {
    Objects.requireNonNull(bootstrapServers, "bootstrapServers");
    LakeRoot.requireAtomicCommits(lake);
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(stateBackend, "stateBackend");
    requireAtLeast("checkpoint interval", checkpointInterval, 10);
    requireAtLeast("flush interval", flushInterval, 1);
    requireAtLeast("refresh interval", refreshInterval, 10);
    if (parallelism.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "A parallelism of " + parallelism.getAsInt() + " reads nothing: give at least 1.");
    }
  }

  private static void requireAtLeast(String name, Duration interval, long millis) {
    if (interval.compareTo(Duration.ofMillis(millis)) < 0) {
      throw new IllegalArgumentException(
          "A " + name + " of " + interval + " is too short: give at least " + millis + " ms.");
    }
  }

  /** All that has a default; checkpoints every ten seconds, state in RocksDB. */
  public static UpdateTasteConfig of(String bootstrapServers, URI lake, StoreAccess store) {
    return new UpdateTasteConfig(
        bootstrapServers,
        lake,
        store,
        Duration.ofSeconds(10),
        Optional.empty(),
        OptionalInt.empty(),
        StateBackend.ROCKSDB,
        Duration.ofMillis(100),
        Duration.ofSeconds(1));
  }

  public UpdateTasteConfig withCheckpointInterval(Duration interval) {
    return new UpdateTasteConfig(
        bootstrapServers,
        lake,
        store,
        interval,
        checkpointDirectory,
        parallelism,
        stateBackend,
        flushInterval,
        refreshInterval);
  }

  public UpdateTasteConfig withCheckpointDirectory(URI directory) {
    return new UpdateTasteConfig(
        bootstrapServers,
        lake,
        store,
        checkpointInterval,
        Optional.of(directory),
        parallelism,
        stateBackend,
        flushInterval,
        refreshInterval);
  }

  public UpdateTasteConfig withParallelism(int subtasks) {
    return new UpdateTasteConfig(
        bootstrapServers,
        lake,
        store,
        checkpointInterval,
        checkpointDirectory,
        OptionalInt.of(subtasks),
        stateBackend,
        flushInterval,
        refreshInterval);
  }

  public UpdateTasteConfig withStateBackend(StateBackend backend) {
    return new UpdateTasteConfig(
        bootstrapServers,
        lake,
        store,
        checkpointInterval,
        checkpointDirectory,
        parallelism,
        backend,
        flushInterval,
        refreshInterval);
  }

  public UpdateTasteConfig withFlushInterval(Duration interval) {
    return new UpdateTasteConfig(
        bootstrapServers,
        lake,
        store,
        checkpointInterval,
        checkpointDirectory,
        parallelism,
        stateBackend,
        interval,
        refreshInterval);
  }

  public UpdateTasteConfig withRefreshInterval(Duration interval) {
    return new UpdateTasteConfig(
        bootstrapServers,
        lake,
        store,
        checkpointInterval,
        checkpointDirectory,
        parallelism,
        stateBackend,
        flushInterval,
        interval);
  }
}
