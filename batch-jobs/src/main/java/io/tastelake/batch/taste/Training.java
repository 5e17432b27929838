package io.tastelake.batch.taste;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.maintenance.EachDatabase;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.rating.RatingsLake;
import io.tastelake.batch.store.NamedDatabases;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.batch.taste.ModelStore.Models;
import io.tastelake.batch.taste.TrainItemFactorsConfig.Repetition;
import io.tastelake.batch.taste.TrainItemFactorsConfig.Vectors;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.store.VectorPublication;
import io.tastelake.store.VectorPublication.Published;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains and publishes models, one database after the other. Factors come to the lake first, then
 * the model is staged, then vectors are written, then one statement makes it current: readers see
 * the old model or the new one. What a killed run left behind is removed before and after.
 */
final class Training {

  private final TrainItemFactorsConfig config;
  private final StoreAccess store;
  private final HeldLock held;
  private final Clock clock;
  private final Random chance;
  private final Consumer<String> progress;
  private final ModelStore models;
  private final ItemFactorsLake factors;
  private final RatingsLake ratings;

  Training(
      SparkSession spark,
      TrainItemFactorsConfig config,
      StoreAccess store,
      HeldLock held,
      Clock clock,
      Random chance,
      Consumer<String> progress) {
    this.config = config;
    this.store = store;
    this.held = held;
    this.clock = clock;
    this.chance = chance;
    this.progress = progress;
    this.models = new ModelStore(store);
    this.factors = new ItemFactorsLake(spark, config.lake());
    this.ratings = new RatingsLake(spark, config.lake());
  }

  /** What became of one database. */
  enum Result {
    TRAINED,
    UNCHANGED,
    TOO_FEW_RATINGS
  }

  /**
   * What became of one database.
   *
   * @param ratings how many take part; how many there are, if they are too few
   * @param users users who have ratings online
   * @param vectors those of them whose vector was written
   */
  record Outcome(DatabaseId database, Result result, long ratings, long users, long vectors) {}

  /**
   * Trains all that are asked for; databases that exist no more lose what lies of them in the lake.
   *
   * @return what became of those for which it did not fail
   * @throws JobFailedException if there are no ratings, or no such database; nothing is changed
   *     then
   */
  List<Outcome> run(EachDatabase each) {
    ratings.require();
    List<DatabaseId> databases = models.databases();
    NamedDatabases.require(config.only(), databases);
    factors.retain(databases, held);
    return databases.stream()
        .filter(database -> config.only().isEmpty() || config.only().contains(database))
        .flatMap(database -> each.attempt(database, () -> train(database)).stream())
        .toList();
  }

  private Outcome train(DatabaseId database) {
    Models before = models.of(database);
    models.delete(database, before.staged(), held);
    Dataset<Row> rows = ratings.rows(database);
    String content = RatingsLake.content(rows, database).name();
    AlsSettings als = models.settings(database, config.als());
    boolean repeated =
        config.repetition() == Repetition.SKIPPED
            && before.current().filter(model -> model.repeats(als, content)).isPresent();
    Outcome outcome =
        repeated
            ? unpublished(database, Result.UNCHANGED, 0)
            : train(database, rows, content, als, Centres.of(rows, before.current()));
    retainNewest(database);
    return outcome;
  }

  private Outcome train(
      DatabaseId database, Dataset<Row> rows, String content, AlsSettings als, Centre centre) {
    Dataset<Row> participating =
        FactorsTopology.participating(rows, centre).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long count = participating.count();
      if (count < Centre.MIN_RATINGS) {
        return unpublished(database, Result.TOO_FEW_RATINGS, rows.count());
      }
      progress.accept(
          "database %s: training from %,d ratings; those above %s are likes"
              .formatted(database.value(), count, centre.value()));
      Model model = Model.trained(database, als, centre, content, clock.instant(), chance);
      factors.write(
          model,
          FactorsTopology.items(participating, count, als, sentence -> say(database, sentence)),
          held);
      Published published = publish(model);
      return new Outcome(database, Result.TRAINED, count, published.users(), published.vectors());
    } finally {
      participating.unpersist();
    }
  }

  /** Also looks whether this run may still write: it may have taken long until here. */
  private void say(DatabaseId database, String sentence) {
    held.require();
    progress.accept("database %s: %s".formatted(database.value(), sentence));
  }

  private Published publish(Model model) {
    models.stage(model, held);
    Published published =
        config.vectors() == Vectors.PUBLISHED
            ? new VectorPublication(
                    store.tables(), model.row(), factors.read(model), held::require, this::report)
                .run()
            : new Published(0, 0);
    models.publish(model, held);
    return published;
  }

  private void report(long users) {
    if (users % 100_000 == 0) {
      progress.accept("%,d users' vectors published".formatted(users));
    }
  }

  private static Outcome unpublished(DatabaseId database, Result result, long ratings) {
    return new Outcome(database, result, ratings, 0, 0);
  }

  private void retainNewest(DatabaseId database) {
    List<Model> published = models.of(database).published();
    int kept = Math.min(config.keep(), published.size());
    models.delete(database, published.subList(kept, published.size()), held);
    factors.retain(database, published.subList(0, kept).stream().map(Model::id).toList(), held);
  }
}
