package io.tastelake.batch.taste;

import io.tastelake.batch.rating.DatabaseHistory;
import io.tastelake.batch.rating.RatingsLake;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.taste.ModelSettings;
import io.tastelake.store.ParametersJson;
import io.tastelake.store.TuningsTable.Outcome;
import io.tastelake.store.TuningsTable.Search;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Searches better settings for one database, and sets what is better beyond noise: rank, α and λ
 * for the ratings that there are, then weights of interactions for a model that is trained so. Each
 * has to be better by itself, since other weights change every user's ratings.
 */
final class DatabaseTuning {

  private static final int MIN_USERS = 2 * PairedDifference.MIN_USERS;

  private final SparkSession spark;
  private final TuneConfig config;
  private final DatabaseId database;
  private final ModelStore models;
  private final TuningStore store;
  private final Consumer<Tuning.Trial> shown;
  private final Consumer<String> report;

  /**
   * @param shown gets each trial when it is done
   */
  DatabaseTuning(
      SparkSession spark,
      TuneConfig config,
      StoreAccess store,
      DatabaseId database,
      Consumer<Tuning.Trial> shown,
      Consumer<String> report) {
    this.spark = spark;
    this.config = config;
    this.database = database;
    this.models = new ModelStore(store);
    this.store = new TuningStore(store, Clock.systemUTC());
    this.shown = shown;
    this.report = report;
  }

  /** Searches, sets, and says for the summary what came of it. */
  Map<String, Object> run() {
    ModelSettings before = models.wanted(database);
    AlsSettings present = config.als().asWantedBy(before);
    Optional<Model> current = models.of(database).current();
    Dataset<Row> ratings = new RatingsLake(spark, config.lake()).rows(database);
    Map<String, Object> facts = new LinkedHashMap<>();
    AlsSettings als = present;
    try (HeldOut heldOut = heldOut(ratings, current)) {
      if (heldOut.users() < MIN_USERS) {
        facts.put("result", tooFew(heldOut));
        return facts;
      }
      Tuning.Found found =
          new Tuning(candidate -> heldOut.ndcg(candidate.als(), unsaid -> {}), shown, report)
              .search(
                  Candidate.of(present),
                  config.space().points(present, config.trials() - 1).stream()
                      .map(Candidate::of)
                      .toList());
      AlsSettings best = found.best().als();
      facts.put("present", settings(present));
      facts.put("best", settings(best));
      settle(facts, Search.MODEL_SETTINGS, found, () -> models.tune(database, before, best));
      als = found.gain().better() ? best : present;
    }
    if (config.weights().isPresent()) {
      facts.put("parameters", weights(als, current, config.weights().get()));
    }
    return facts;
  }

  private HeldOut heldOut(Dataset<Row> ratings, Optional<Model> current) {
    HeldOut heldOut =
        HeldOut.of(ratings, Centres.of(ratings, current), config.testShare(), config.maxUsers());
    report.accept(
        "database %s: %,d ratings, %,d users asked"
            .formatted(database.value(), heldOut.count(), heldOut.users()));
    return heldOut;
  }

  private String tooFew(HeldOut heldOut) {
    return told(
        ("too few: %,d users have ratings of which some can be held out and are liked, and %d are"
                + " needed to tell settings apart; the present ones stay")
            .formatted(heldOut.users(), MIN_USERS));
  }

  private Map<String, Object> weights(AlsSettings als, Optional<Model> current, WeightSpace space) {
    Map<String, Object> facts = new LinkedHashMap<>();
    Optional<TuningStore.Standing> standing = store.weights(database);
    if (standing.isEmpty()) {
      facts.put("result", told("it has no implicit-to-explicit parameters to search around"));
      return facts;
    }
    ImplicitToExplicitParameters present = standing.get().parameters();
    try (DatabaseHistory history = new DatabaseHistory(spark, config.lake(), database);
        HeldOut heldOut = history.ratings(present, ratings -> heldOut(ratings, current))) {
      if (heldOut.users() < MIN_USERS) {
        facts.put("result", tooFew(heldOut));
        return facts;
      }
      Tuning.Found found =
          new Tuning(candidate -> ndcg(candidate, history, heldOut, current), shown, report)
              .search(
                  new Candidate(als, Optional.of(present)),
                  space.points(present, config.trials() - 1, als.seed()).stream()
                      .map(weights -> new Candidate(als, Optional.of(weights)))
                      .toList());
      ImplicitToExplicitParameters best = found.best().weights().orElseThrow();
      facts.put("present", ParametersJson.write(present));
      facts.put("best", ParametersJson.write(best));
      settle(
          facts,
          Search.IMPLICIT_TO_EXPLICIT,
          found,
          () -> store.tune(database, standing.get(), best));
      return facts;
    }
  }

  /** By ratings that follow from other weights, and the questions that the present ones ask. */
  private static double[] ndcg(
      Candidate candidate, DatabaseHistory history, HeldOut present, Optional<Model> current) {
    try (HeldOut heldOut =
        history.ratings(
            candidate.weights().orElseThrow(),
            ratings -> present.after(ratings, Centres.of(ratings, current)))) {
      return heldOut.ndcg(candidate.als(), unsaid -> {});
    }
  }

  /** Sets what is better beyond noise, keeps the trials to be looked at, and says so. */
  private void settle(
      Map<String, Object> facts, Search search, Tuning.Found found, BooleanSupplier set) {
    PairedDifference gain = found.gain();
    facts.put("users", gain.users());
    facts.put("gain", gain.mean());
    facts.put("margin", gain.margin());
    String said =
        "%s change NDCG@100 of %,d users whom the search did not see by %s"
            .formatted(found.best().described(), gain.users(), gain);
    if (config.dryRun()) {
      String dry = "; this was a dry run, and the present settings stay";
      facts.put("result", told(said + (gain.better() ? dry : sentence(search, Outcome.KEPT))));
      return;
    }
    Outcome outcome =
        !gain.better() ? Outcome.KEPT : set.getAsBoolean() ? Outcome.SET : Outcome.OVERTAKEN;
    store.note(database, search, found, outcome);
    facts.put("result", told(said + sentence(search, outcome)));
  }

  private static String sentence(Search search, Outcome outcome) {
    boolean ofModel = search == Search.MODEL_SETTINGS;
    String name = ofModel ? "model settings" : "implicit-to-explicit parameters";
    return switch (outcome) {
      case KEPT -> ", which is not better beyond noise: the present settings stay";
      case OVERTAKEN -> "; somebody changed the %s meanwhile, and those stay".formatted(name);
      case SET ->
          ": they are its %s now, and %s"
              .formatted(
                  name,
                  ofModel
                      ? "the next training uses them"
                      : "all ratings follow with the next recompute-ratings, or nightly");
    };
  }

  private String told(String sentence) {
    report.accept("database %s: %s".formatted(database.value(), sentence));
    return sentence;
  }

  private static Map<String, Object> settings(AlsSettings als) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("rank", als.rank());
    settings.put("alpha", als.alpha());
    settings.put("lambda", als.lambda());
    return settings;
  }
}
