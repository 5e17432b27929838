package io.tastelake.batch.compaction;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.maintenance.LockWait;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Moves what the stream appended into sorted, joined segments, and merges full levels. */
@Command(
    name = "compact",
    description =
        "Moves appended rows into sorted segments while the stream runs,"
            + " and deletes files that were replaced long ago.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class CompactJob extends Job {

  private static final String ALONE =
      "Without --store nothing keeps two maintenance jobs apart: of two at once one fails, and"
          + " must be run again.";

  @Mixin private Installation installation;
  @Mixin private LockWait lockWait;

  @Option(
      names = "--rows-per-file",
      paramLabel = "N",
      defaultValue = "" + CompactConfig.ROWS_PER_FILE,
      description = "The approximate number of rows per file.")
  private long rowsPerFile;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often to look for rows to move; other jobs have their turn in between.")
  private int rounds;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Time from the start of one round to the start of the next.")
  private double every;

  @Option(
      names = "--vacuum-hours",
      paramLabel = "N",
      defaultValue = "" + CompactConfig.VACUUM_HOURS,
      description = "Files replaced so long ago are deleted; at least 24.")
  private int vacuumHours;

  @Override
  protected Optional<URI> writtenLake() {
    return Optional.of(installation.lake());
  }

  @Override
  protected Function<SparkSession, Summary> work() {
    if (installation.namesStore()) {
      installation.requireStore();
    }
    CompactConfig config = config();
    return spark -> run(spark, config);
  }

  private Summary run(SparkSession spark, CompactConfig config) {
    Compactor compactor = new Compactor(spark, config, progress());
    Vacuum vacuum = new Vacuum(spark, config.lake(), config.vacuumAfter());
    if (!installation.namesStore()) {
      report(ALONE);
    }
    Rounds.Done done = new Rounds(config, this::inTurn).run(compactor, vacuum, this::report);
    return Summary.of("compact")
        .with("lake", config.lake().toString())
        .with("rounds", config.rounds())
        .with("moves", done.moved().moves())
        .with("rows_written", done.moved().rows())
        .with("tables_vacuumed", done.tablesVacuumed());
  }

  private Rounds.Done inTurn(Function<HeldLock, Rounds.Done> round) {
    return installation.namesStore() ? alone(lockWait, installation, round) : round.apply(held());
  }

  private CompactConfig config() {
    return CompactConfig.defaults(installation.lake())
        .filled(rowsPerFile)
        .repeated(rounds, Duration.ofNanos((long) (every * 1e9)))
        .vacuumed(Duration.ofHours(vacuumHours));
  }
}
