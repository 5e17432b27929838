package io.tastelake.batch.compaction;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Moves what the stream appended into sorted, joined segments, and merges full levels. */
@Command(
    name = "compact",
    description = "Moves appended rows into sorted segments, beside a running stream.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class CompactJob extends Job {

  @Mixin private Installation installation;

  @Option(
      names = "--rows-per-file",
      paramLabel = "N",
      defaultValue = "" + CompactConfig.ROWS_PER_FILE,
      description = "About how many rows a file holds.")
  private long rowsPerFile;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often to look for rows to move.")
  private int rounds;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "From the start of one round to that of the next.")
  private double every;

  @Override
  protected Summary run(SparkSession spark) {
    Duration interval = Duration.ofNanos((long) (every * 1e9));
    CompactConfig config =
        CompactConfig.defaults(installation.lake()).filled(rowsPerFile).repeated(rounds, interval);
    Compactor.Moved moved = new Rounds(config).run(new Compactor(spark, config), this::report);
    return Summary.of("compact")
        .with("lake", installation.lake().toString())
        .with("rounds", rounds)
        .with("moves", moved.moves())
        .with("rows_written", moved.rows());
  }
}
