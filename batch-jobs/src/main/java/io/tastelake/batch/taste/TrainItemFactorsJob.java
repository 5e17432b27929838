package io.tastelake.batch.taste;

import io.tastelake.batch.DatabasesOption;
import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.maintenance.EachDatabase;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.maintenance.LockWait;
import io.tastelake.batch.taste.TrainItemFactorsConfig.Repetition;
import io.tastelake.batch.taste.TrainItemFactorsConfig.Vectors;
import io.tastelake.batch.taste.Training.Outcome;
import io.tastelake.batch.taste.Training.Result;
import io.tastelake.domain.taste.Centre;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains item factors from ratings, and publishes them with all users' vectors. */
@Command(
    name = "train-item-factors",
    description = "Trains item factors from the lake's ratings, and publishes them at once.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class TrainItemFactorsJob extends Job {

  @Mixin private Installation installation;
  @Mixin private LockWait lockWait;

  @Mixin private AlsOptions als;

  @Mixin private DatabasesOption databases;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "" + TrainItemFactorsConfig.KEEP,
      description = "How many models to keep per database.")
  private int keep;

  @Option(names = "--model-only", description = "Writes no vectors of users: readers compute them.")
  private boolean modelOnly;

  @Option(names = "--force", description = "Trains again from unchanged ratings.")
  private boolean force;

  @Override
  protected Optional<URI> writtenLake() {
    return Optional.of(installation.lake());
  }

  @Override
  protected Function<SparkSession, Summary> work() {
    installation.requireStore();
    TrainItemFactorsConfig config =
        new TrainItemFactorsConfig(
            installation.lake(),
            databases.ids(installation),
            als.settings(),
            keep,
            modelOnly ? Vectors.LEFT_TO_READERS : Vectors.PUBLISHED,
            force ? Repetition.FORCED : Repetition.SKIPPED);
    return spark -> run(spark, config);
  }

  private Summary run(SparkSession spark, TrainItemFactorsConfig config) {
    return alone(lockWait, installation, held -> run(spark, config, held));
  }

  private Summary run(SparkSession spark, TrainItemFactorsConfig config, HeldLock held) {
    Training training =
        new Training(
            spark,
            config,
            installation::store,
            held,
            Clock.systemUTC(),
            new SecureRandom(),
            this::report);
    EachDatabase each = new EachDatabase(held, this::report);
    List<Outcome> outcomes = training.run(each);
    outcomes.forEach(outcome -> report(sentence(outcome)));
    return each.told(summary(outcomes));
  }

  private static String sentence(Outcome outcome) {
    String database = "database " + outcome.database().value() + ": ";
    return database
        + switch (outcome.result()) {
          case TRAINED ->
              "published a model of %,d ratings, with vectors of %,d of %,d users"
                  .formatted(outcome.ratings(), outcome.vectors(), outcome.users());
          case UNCHANGED -> "its ratings are those that the current model was trained from";
          case TOO_FEW_RATINGS ->
              "skipped: a model needs %d ratings, and the last recompute-ratings found %d"
                  .formatted(Centre.MIN_RATINGS, outcome.ratings());
        };
  }

  private static Summary summary(List<Outcome> outcomes) {
    return Summary.of("train-item-factors")
        .with("trained", count(outcomes, Result.TRAINED))
        .with("unchanged", count(outcomes, Result.UNCHANGED))
        .with("too_few_ratings", count(outcomes, Result.TOO_FEW_RATINGS))
        .with("ratings", outcomes.stream().mapToLong(Outcome::ratings).sum())
        .with("users", outcomes.stream().mapToLong(Outcome::users).sum())
        .with("vectors", outcomes.stream().mapToLong(Outcome::vectors).sum());
  }

  private static long count(List<Outcome> outcomes, Result result) {
    return outcomes.stream().filter(outcome -> outcome.result() == result).count();
  }
}
