package io.tastelake.stream.ingest;

import io.tastelake.contracts.lake.LakeRoot;
import io.tastelake.log.Brokers;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.lake.RollPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * What {@code ingest-interactions} must be told. Memory, network and web settings are the
 * cluster's.
 *
 * @param brokers of the log, and how the job shows them who it is
 * @param lake the lake's root, which holds the table
 * @param engine checkpoints are commits of the lake: rows become visible as often
 * @param roll when a file is closed between two checkpoints
 * @param end whether the job follows the log for ever
 */
public record IngestInteractionsConfig(
    Brokers brokers, URI lake, EngineConfig engine, RollPolicy roll, End end) {

  static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(2);
  static final RollPolicy DEFAULT_ROLL = new RollPolicy(100_000, 64L << 20);

  /** When the job is done. */
  public enum End {
    NEVER,
    /** Once it has passed what the log held when the job started. */
    AT_LATEST
  }

  public IngestInteractionsConfig {
    Objects.requireNonNull(brokers, "brokers");
    LakeRoot.requireAtomicCommits(lake);
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(roll, "roll");
    Objects.requireNonNull(end, "end");
  }

  /** A commit every two seconds, for ever. */
  public static IngestInteractionsConfig of(Brokers brokers, URI lake) {
    return new IngestInteractionsConfig(
        brokers, lake, EngineConfig.every(DEFAULT_CHECKPOINT_INTERVAL), DEFAULT_ROLL, End.NEVER);
  }

  public IngestInteractionsConfig withEngine(EngineConfig settings) {
    return new IngestInteractionsConfig(brokers, lake, settings, roll, end);
  }

  public IngestInteractionsConfig withEnd(End when) {
    return new IngestInteractionsConfig(brokers, lake, engine, roll, when);
  }
}
