package io.tastelake.batch.outcome;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.interaction.CatchUpWait;
import io.tastelake.batch.interaction.KafkaLogEnd;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.maintenance.LockWait;
import java.time.Clock;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes by day and scenario what came of lists of recommendations. */
@Command(
    name = "outcomes",
    description = {
      "Counts by day and scenario how many lists of recommendations were shown, and how",
      "many of them an interaction followed within 24 hours, by its type."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class OutcomesJob extends Job {

  @Mixin private Installation installation;
  @Mixin private CatchUpWait wait;
  @Mixin private LockWait lockWait;

  @Option(
      names = "--outcome-days",
      paramLabel = "N",
      defaultValue = "" + OutcomesConfig.DAYS,
      description = "How many days are counted anew, today and back; others stay as they are.")
  private int days;

  @Option(
      names = "--keep-list-days",
      paramLabel = "N",
      defaultValue = "" + OutcomesConfig.KEPT_DAYS,
      description = "How long shown lists are kept; counts stay for 400 days.")
  private int keptDays;

  @Override
  protected Function<SparkSession, Summary> work() {
    installation.requireStore();
    OutcomesConfig config = new OutcomesConfig(installation.lake(), days, keptDays, wait.timeout());
    LogEnd logEnd = new KafkaLogEnd(installation.brokers());
    return spark -> alone(lockWait, installation, held -> run(spark, config, logEnd, held));
  }

  private Summary run(SparkSession spark, OutcomesConfig config, LogEnd logEnd, HeldLock held) {
    ComputeOutcomes.Published published =
        new ComputeOutcomes(
                spark, config, installation::store, logEnd, Clock.systemUTC(), this::report)
            .run(held);
    return Summary.of("outcomes")
        .with("rows", published.lists())
        .with("clicked", published.clicked());
  }
}
