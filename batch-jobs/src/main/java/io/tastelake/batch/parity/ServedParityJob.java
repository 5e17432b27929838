package io.tastelake.batch.parity;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.compaction.CompactConfig;
import io.tastelake.batch.interaction.CatchUpWait;
import io.tastelake.batch.interaction.KafkaLogEnd;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.maintenance.LockWait;
import io.tastelake.store.ServedVerdict;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges samples of served ratings and vectors, and publishes counts by day. */
@Command(
    name = "served-parity",
    description = {
      "Holds samples of served ratings and vectors against what followed then, and",
      "counts by day what is equal, a mismatch, missing or extra."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ServedParityJob extends Job {

  @Mixin private Installation installation;
  @Mixin private CatchUpWait wait;
  @Mixin private LockWait lockWait;

  @Option(
      names = "--staleness",
      paramLabel = "SECONDS",
      defaultValue = "" + ServedParityConfig.STALENESS_SECONDS,
      description = "How old what is served may be: what followed then counts as equal.")
  private int staleness;

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      defaultValue = "" + ServedParityConfig.KEPT_DAYS,
      description = "How long samples are kept; counts stay for 400 days.")
  private int days;

  @Option(
      names = "--vacuum-hours",
      paramLabel = "N",
      defaultValue = "" + CompactConfig.VACUUM_HOURS,
      description = "As compact has it: older samples than that are not judged.")
  private int vacuumHours;

  @Override
  protected Function<SparkSession, Summary> work() {
    installation.requireStore();
    ServedParityConfig config =
        new ServedParityConfig(
            installation.lake(),
            Duration.ofSeconds(staleness),
            Duration.ofHours(vacuumHours),
            Duration.ofDays(days),
            wait.timeout());
    LogEnd logEnd = new KafkaLogEnd(installation.brokers());
    return spark -> alone(lockWait, installation, held -> run(spark, config, logEnd, held));
  }

  private Summary run(SparkSession spark, ServedParityConfig config, LogEnd logEnd, HeldLock held) {
    ServedParity.Outcome outcome =
        new ServedParity(
                spark, config, installation::store, logEnd, Clock.systemUTC(), this::report)
            .run(held);
    outcome.named().forEach(user -> report("served otherwise than recomputed: " + user));
    Summary summary = Summary.of("served-parity").with("rows", outcome.samples());
    for (ServedVerdict verdict : ServedVerdict.values()) {
      String name = verdict.name().toLowerCase(Locale.ROOT);
      summary.with(
          verdict.isJudged() ? name : "not_judged_" + name,
          outcome.counts().getOrDefault(verdict, 0L));
    }
    return outcome.each().told(summary);
  }
}
