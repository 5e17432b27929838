package io.tastelake.batch.taste;

import io.tastelake.batch.DatabasesOption;
import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.maintenance.EachDatabase;
import io.tastelake.batch.rating.RatingsLake;
import io.tastelake.domain.identity.DatabaseId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Searches rank, α and λ for databases, if asked also what interactions weigh, and sets what is
 * better beyond noise.
 */
@Command(
    name = "tune",
    description = {
      "Searches rank, alpha and lambda by successive halving on held-out ratings, and writes the best"
          + " into a database's model settings, which the next training uses.",
      "Nothing is written unless it is better than the present settings beyond noise: the 95 %"
          + " interval of the difference, for users whom the search did not see."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class TuneJob extends Job {

  private static final String ROW = "%-22s  %5s  %4s  %8s  %8s  %6s  %8s  %16s  %7s  %s";

  @Mixin private Installation installation;
  @Mixin private AlsOptions als;
  @Mixin private DatabasesOption databases;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "" + TuneConfig.TRIALS,
      description = "How many settings to try, the present ones included.")
  private int trials;

  @Option(
      names = "--ranks",
      split = ",",
      paramLabel = "N",
      defaultValue = "16,32,64,128",
      description = "The ranks to try.")
  private List<Integer> ranks;

  @Option(
      names = "--alpha-range",
      paramLabel = "LOWEST:HIGHEST",
      defaultValue = "0.03:30",
      description = "Where to search alpha.")
  private String alphas;

  @Option(
      names = "--lambda-range",
      paramLabel = "LOWEST:HIGHEST",
      defaultValue = "0.003:1",
      description = "Where to search lambda.")
  private String lambdas;

  @Option(
      names = "--search-parameters",
      description =
          "Then search the strengths of interaction types and the half-life, with as many trials, and"
              + " set the best as the implicit-to-explicit parameters. That changes every user's"
              + " ratings.")
  private boolean searchParameters;

  @Option(
      names = "--strength-factor",
      paramLabel = "X",
      defaultValue = "4",
      description = "How many times as large or small as it is a strength may become.")
  private double strengthFactor;

  @Option(
      names = "--half-life-range",
      paramLabel = "LOWEST:HIGHEST",
      defaultValue = "3:365",
      description = "Where to search the half-life, in days; one trial in four has none.")
  private String halfLives;

  @Option(
      names = "--test-share",
      paramLabel = "X",
      defaultValue = "" + EvaluateConfig.TEST_SHARE,
      description = "The share of each user's ratings, the latest by time, to predict.")
  private double testShare;

  @Option(
      names = "--max-users",
      paramLabel = "N",
      defaultValue = "" + TuneConfig.MAX_USERS,
      description = "The largest number of users to predict for; a sample if there are more.")
  private int maxUsers;

  @Option(names = "--dry-run", description = "Search, and write nothing.")
  private boolean dryRun;

  @Override
  protected Function<SparkSession, Summary> work() {
    installation.requireStore();
    TuneConfig config =
        new TuneConfig(
            installation.lake(),
            databases.ids(installation),
            als.settings(Solver.IALSPP), // a search trains dozens of times
            new SearchSpace(
                ranks,
                SearchSpace.Range.parse("--alpha-range", alphas),
                SearchSpace.Range.parse("--lambda-range", lambdas)),
            searchParameters
                ? Optional.of(
                    new WeightSpace(
                        strengthFactor, SearchSpace.Range.parse("--half-life-range", halfLives)))
                : Optional.empty(),
            trials,
            testShare,
            maxUsers,
            dryRun);
    return spark -> run(spark, config);
  }

  private Summary run(SparkSession spark, TuneConfig config) {
    List<DatabaseId> rated = new RatingsLake(spark, config.lake()).among(config.only());
    if (rated.isEmpty()) {
      report("No database has ratings yet: there is nothing to tune.");
    }
    print(
        ROW.formatted(
            "database",
            "trial",
            "rank",
            "alpha",
            "lambda",
            "sweeps",
            "NDCG@100",
            "change",
            "",
            config.weights().isPresent() ? "weights" : ""));
    Summary summary = Summary.of("tune");
    EachDatabase each = new EachDatabase(held(), this::report);
    for (DatabaseId database : rated) {
      each.attempt(database, () -> tune(spark, config, database))
          .ifPresent(facts -> summary.with(database.value(), facts));
    }
    return each.told(summary);
  }

  private Map<String, Object> tune(SparkSession spark, TuneConfig config, DatabaseId database) {
    return new DatabaseTuning(
            spark, config, installation::store, database, shown(database), this::report)
        .run();
  }

  private Consumer<Tuning.Trial> shown(DatabaseId database) {
    long[] since = {System.nanoTime()};
    return trial -> {
      AlsSettings als = trial.candidate().als();
      Duration took = Duration.ofNanos(System.nanoTime() - since[0]);
      since[0] = System.nanoTime();
      print(
          ROW.formatted(
                  database.value(),
                  trial.number(),
                  als.rank(),
                  als.alpha(),
                  als.lambda(),
                  als.iterations(),
                  "%.4f".formatted(trial.ndcg()),
                  trial.number() == 1 ? "" : trial.change(),
                  "%.1f s".formatted(took.toMillis() / 1e3),
                  trial.candidate().describedWeights())
              .stripTrailing());
    };
  }
}
