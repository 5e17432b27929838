package io.tastelake.batch.taste;

import io.tastelake.batch.DatabasesOption;
import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.maintenance.EachDatabase;
import io.tastelake.batch.rating.RatingsLake;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.ModelSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches rank, α and λ for databases, and sets what is better beyond noise. */
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

  private static final String ROW = "%-22s  %5s  %4s  %8s  %8s  %6s  %8s  %7s";

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
            trials,
            testShare,
            maxUsers);
    return spark -> run(spark, config);
  }

  private Summary run(SparkSession spark, TuneConfig config) {
    List<DatabaseId> rated = new RatingsLake(spark, config.lake()).among(config.only());
    if (rated.isEmpty()) {
      report("No database has ratings yet: there is nothing to tune.");
    }
    print(ROW.formatted("database", "trial", "rank", "alpha", "lambda", "sweeps", "NDCG@100", ""));
    Summary summary = Summary.of("tune");
    EachDatabase each = new EachDatabase(held(), this::report);
    for (DatabaseId database : rated) {
      each.attempt(database, () -> tune(spark, config, database))
          .ifPresent(facts -> summary.with(database.value(), facts));
    }
    return each.told(summary);
  }

  private Map<String, Object> tune(SparkSession spark, TuneConfig config, DatabaseId database) {
    ModelStore models = new ModelStore(installation::store);
    ModelSettings before = models.wanted(database);
    AlsSettings present = config.als().asWantedBy(before);
    Dataset<Row> ratings = new RatingsLake(spark, config.lake()).rows(database);
    try (HeldOut heldOut =
        new HeldOut(
            ratings,
            Centres.of(ratings, models.of(database).current()),
            config.testShare(),
            config.maxUsers())) {
      if (heldOut.users() < 2 * PairedDifference.MIN_USERS) {
        return told(
            database,
            ("too few: %,d users have ratings of which some can be held out and are liked, and %d are"
                    + " needed to tell settings apart; the present ones stay")
                .formatted(heldOut.users(), 2 * PairedDifference.MIN_USERS));
      }
      report(
          "database %s: %,d ratings, %,d users asked"
              .formatted(database.value(), heldOut.count(), heldOut.users()));
      Tuning.Found found =
          new Tuning(heldOut, shown(database), this::report)
              .search(present, config.space().points(present, config.trials() - 1));
      Map<String, Object> facts = facts(present, found);
      facts.putAll(told(database, written(models, database, before, found)));
      return facts;
    }
  }

  private String written(
      ModelStore models, DatabaseId database, ModelSettings before, Tuning.Found found) {
    String gain =
        "rank %d, alpha %s, lambda %s change NDCG@100 of %,d users whom the search did not see by %s"
            .formatted(
                found.best().rank(),
                found.best().alpha(),
                found.best().lambda(),
                found.gain().users(),
                found.gain());
    if (!found.gain().better()) {
      return gain + ", which is no better beyond noise: the present settings stay";
    }
    if (dryRun) {
      return gain + "; this was a dry run, and the present settings stay";
    }
    return models.tune(database, before, found.best())
        ? gain + ": they are its model settings now, and the next training uses them"
        : gain + "; somebody changed the model settings meanwhile, and those stay";
  }

  private Map<String, Object> told(DatabaseId database, String sentence) {
    report("database %s: %s".formatted(database.value(), sentence));
    return new LinkedHashMap<>(Map.of("result", sentence));
  }

  private static Map<String, Object> facts(AlsSettings present, Tuning.Found found) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("present", settings(present));
    facts.put("best", settings(found.best()));
    facts.put("users", found.gain().users());
    facts.put("gain", found.gain().mean());
    facts.put("margin", found.gain().margin());
    return facts;
  }

  private static Map<String, Object> settings(AlsSettings als) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("rank", als.rank());
    settings.put("alpha", als.alpha());
    settings.put("lambda", als.lambda());
    return settings;
  }

  private Consumer<Tuning.Trial> shown(DatabaseId database) {
    long[] since = {System.nanoTime()};
    return trial -> {
      AlsSettings als = trial.als();
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
              "%.1f s".formatted(took.toMillis() / 1e3)));
    };
  }
}
