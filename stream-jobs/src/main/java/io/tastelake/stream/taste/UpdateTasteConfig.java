package io.tastelake.stream.taste;

import io.tastelake.contracts.lake.LakeRoot;
import io.tastelake.log.Brokers;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.store.StoreAccess;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * What {@code update-taste} must be told. Memory, network and web settings are the cluster's.
 *
 * @param brokers of the log, and how the job shows them who it is
 * @param lake the lake's root, which holds history and item factors
 * @param store the online store
 * @param engine a checkpoint's interval is how much is done again after a failure
 * @param stateBackend where state is kept while the job runs
 * @param debounce how long changes of one user are gathered
 * @param refreshInterval how often parameters and models are looked at
 */
public record UpdateTasteConfig(
    Brokers brokers,
    URI lake,
    StoreAccess store,
    EngineConfig engine,
    StateBackend stateBackend,
    Debounce debounce,
    Duration refreshInterval) {

  static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);
  static final StateBackend DEFAULT_STATE_BACKEND = StateBackend.ROCKSDB;
  static final Duration DEFAULT_FLUSH_INTERVAL = Duration.ofMillis(100);
  static final Duration DEFAULT_MAX_FLUSH_INTERVAL = Duration.ofSeconds(1);
  private static final Duration MIN_REFRESH_INTERVAL = Duration.ofMillis(10);
  static final Duration DEFAULT_REFRESH_INTERVAL = Duration.ofSeconds(1);

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
    Objects.requireNonNull(brokers, "brokers");
    LakeRoot.requireAtomicCommits(lake);
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(stateBackend, "stateBackend");
    Objects.requireNonNull(debounce, "debounce");
    if (refreshInterval.compareTo(MIN_REFRESH_INTERVAL) < 0) {
      throw new IllegalArgumentException(
          "A refresh interval of %s is too short: give at least %d ms."
              .formatted(refreshInterval, MIN_REFRESH_INTERVAL.toMillis()));
    }
  }

  /** All that has a default; checkpoints every ten seconds, state in RocksDB. */
  public static UpdateTasteConfig of(Brokers brokers, URI lake, StoreAccess store) {
    return new UpdateTasteConfig(
        brokers,
        lake,
        store,
        EngineConfig.every(DEFAULT_CHECKPOINT_INTERVAL),
        DEFAULT_STATE_BACKEND,
        new Debounce(DEFAULT_FLUSH_INTERVAL, DEFAULT_MAX_FLUSH_INTERVAL),
        DEFAULT_REFRESH_INTERVAL);
  }

  public UpdateTasteConfig withEngine(EngineConfig settings) {
    return new UpdateTasteConfig(
        brokers, lake, store, settings, stateBackend, debounce, refreshInterval);
  }

  public UpdateTasteConfig withStateBackend(StateBackend backend) {
    return new UpdateTasteConfig(brokers, lake, store, engine, backend, debounce, refreshInterval);
  }
}
