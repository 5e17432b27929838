package io.tastelake.batch.taste;

import io.tastelake.batch.DatabasesOption;
import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.maintenance.EachDatabase;
import io.tastelake.batch.rating.RatingsLake;
import io.tastelake.batch.taste.EvaluationsLake.Entry;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.Centre;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how well a model of earlier ratings predicts later ones. */
@Command(
    name = "evaluate",
    description = "Trains on earlier ratings and predicts later ones; compares with popularity.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class EvaluateJob extends Job {

  private static final String ROW = "%-22s  %-10s  %6s  %9s  %9s  %7s  %8s";

  private final Clock clock = Clock.systemUTC();

  @Mixin private Installation installation;

  @Mixin private AlsOptions als;

  @Mixin private DatabasesOption databases;

  @Option(
      names = "--test-share",
      paramLabel = "X",
      defaultValue = "" + EvaluateConfig.TEST_SHARE,
      description = "The share of ratings, the latest by time, to predict.")
  private double testShare;

  @Option(
      names = "--max-users",
      paramLabel = "N",
      defaultValue = "" + EvaluateConfig.MAX_USERS,
      description = "The largest number of users to evaluate; a sample if there are more.")
  private int maxUsers;

  @Override
  protected Optional<URI> writtenLake() {
    return Optional.of(installation.lake());
  }

  @Override
  protected Function<SparkSession, Summary> work() {
    EvaluateConfig config =
        new EvaluateConfig(
            installation.lake(), databases.ids(installation), als.settings(), testShare, maxUsers);
    return spark -> run(spark, config);
  }

  private Summary run(SparkSession spark, EvaluateConfig config) {
    List<DatabaseId> evaluated = new RatingsLake(spark, config.lake()).among(config.only());
    if (evaluated.isEmpty()) {
      report("No database has ratings yet: there is nothing to evaluate.");
    }
    Summary summary = Summary.of("evaluate");
    EachDatabase each = new EachDatabase(held(), this::report);
    print(header());
    for (DatabaseId database : evaluated) {
      each.attempt(database, () -> evaluate(spark, config.with(settings(database)), database))
          .flatMap(found -> found)
          .ifPresent(facts -> summary.with(database.value(), facts));
    }
    return each.told(summary);
  }

  /** As the database wants them; without a store nobody can say. */
  private AlsSettings settings(DatabaseId database) {
    return installation.namesStore()
        ? new ModelStore(installation::store).settings(database, als.settings())
        : als.settings();
  }

  private Optional<Model> current(DatabaseId database) {
    return installation.namesStore()
        ? new ModelStore(installation::store).of(database).current()
        : Optional.empty();
  }

  /** The scores by recommender, with remarks, unless there are too few ratings. */
  private Optional<Map<String, Object>> evaluate(
      SparkSession spark, EvaluateConfig config, DatabaseId database) {
    Dataset<Row> ratings = new RatingsLake(spark, config.lake()).rows(database);
    Centre centre = Centres.of(ratings, current(database));
    Optional<Evaluation.Result> found = new Evaluation(config, centre).of(ratings);
    if (found.isEmpty()) {
      report("database %s: too few ratings before or after the split".formatted(database.value()));
      return Optional.empty();
    }
    Evaluation.Result result = found.get();
    String content = RatingsLake.content(ratings, database).name();
    Optional<Instant> before =
        new EvaluationsLake(spark, config.lake(), held())
            .add(new Entry(database, content, config.als(), centre, result), clock.instant());
    before.ifPresent(moment -> report(repeated(database, moment)));
    result.scores().forEach((recommender, scores) -> print(row(database, recommender, scores)));
    Optional<String> remark = Verdict.of(result);
    remark.ifPresent(this::print);
    Map<String, Object> facts = new LinkedHashMap<>(result.scores());
    facts.put("centre", centre.value());
    before.ifPresent(moment -> facts.put("evaluated_before", moment.toString()));
    remark.ifPresent(sentence -> facts.put("remark", sentence));
    return Optional.of(facts);
  }

  private static String repeated(DatabaseId database, Instant before) {
    return "database %s: already evaluated with the same ratings and settings at %s; nothing added"
        .formatted(database.value(), before);
  }

  private static String header() {
    return ROW.formatted("database", "", "users", "recall@20", "recall@50", "NDCG@20", "NDCG@100");
  }

  private static String row(DatabaseId database, String recommender, Scores scores) {
    return ROW.formatted(
        database.value(),
        recommender,
        scores.users(),
        share(scores.recall20()),
        share(scores.recall50()),
        share(scores.ndcg20()),
        share(scores.ndcg100()));
  }

  private static String share(double value) {
    return "%.4f".formatted(value);
  }
}
