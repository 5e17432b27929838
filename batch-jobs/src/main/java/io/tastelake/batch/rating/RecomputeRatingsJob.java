package io.tastelake.batch.rating;

import io.tastelake.batch.DatabasesOption;
import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.interaction.CatchUpWait;
import io.tastelake.batch.interaction.KafkaLogEnd;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.maintenance.LockWait;
import io.tastelake.batch.rating.Recomputation.Outcome;
import io.tastelake.domain.identity.DatabaseId;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Recomputes ratings from the whole history, and repairs the online store where it differs. */
@Command(
    name = "recompute-ratings",
    description = "Recomputes all ratings from the lake; reports and repairs drift online.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class RecomputeRatingsJob extends Job {

  @Mixin private Installation installation;
  @Mixin private CatchUpWait wait;
  @Mixin private LockWait lockWait;

  @Mixin private DatabasesOption databases;

  @Override
  protected Optional<URI> writtenLake() {
    return Optional.of(installation.lake());
  }

  @Override
  protected Function<SparkSession, Summary> work() {
    installation.requireStore();
    RecomputeRatingsConfig config =
        new RecomputeRatingsConfig(
            installation.lake(), databases.ids(installation), wait.timeout());
    KafkaLogEnd logEnd = new KafkaLogEnd(installation.brokers());
    return spark -> run(spark, config, logEnd);
  }

  private Summary run(SparkSession spark, RecomputeRatingsConfig config, LogEnd logEnd) {
    Outcome outcome =
        alone(lockWait, installation, held -> recomputed(spark, config, logEnd, held));
    outcome.drift().named().forEach(user -> report("drift: " + user));
    return summary(outcome);
  }

  private Outcome recomputed(
      SparkSession spark, RecomputeRatingsConfig config, LogEnd logEnd, HeldLock held) {
    return new Recomputation(spark, config, installation::store, logEnd, held, progress()).run();
  }

  private static Summary summary(Outcome outcome) {
    return Summary.of("recompute-ratings")
        .with("lake_version", outcome.lake().version())
        .with("ratings", outcome.ratings())
        .with("databases_replaced", outcome.replaced())
        .with("databases_without_parameters", texts(outcome))
        .with("users_compared", outcome.drift().users())
        .with("ratings_compared", outcome.drift().ratings())
        .with("missing", outcome.drift().missing())
        .with("extra", outcome.drift().extra())
        .with("different", outcome.drift().different())
        .with("largest_difference", outcome.drift().largest())
        .with("users_outdated", outcome.drift().outdated())
        .with("users_drifted", outcome.drift().drifted())
        .with("users_repaired", outcome.repaired())
        .with("users_skipped_as_newer", outcome.skipped());
  }

  private static Set<String> texts(Outcome outcome) {
    return outcome.withoutParameters().stream()
        .map(DatabaseId::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
