package io.tastelake.batch.rating;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.batch.interaction.LakeCatchUp;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.batch.rating.RatingsLake.Content;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.DatabaseId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Ratings from the whole history: into the lake, and into the online store where that differs.
 *
 * <p>The order of steps keeps repairs right beside a running stream: first the store's state is
 * noted, then the log's end, then the lake is read that covers it. So what is computed holds all
 * that the noted state can hold, and a user who is still in that state is repaired, no other.
 */
final class Recomputation {

  private static final String HOW_TO_SET_PARAMETERS =
      "Set them: PUT /databases/current/implicit-to-explicit/ says what interactions weigh.";

  private final SparkSession spark;
  private final RecomputeRatingsConfig config;
  private final StoreAccess store;
  private final LogEnd logEnd;
  private final HeldLock held;
  private final Progress progress;
  private final RatingsLake ratings;

  Recomputation(
      SparkSession spark,
      RecomputeRatingsConfig config,
      StoreAccess store,
      LogEnd logEnd,
      HeldLock held,
      Progress progress) {
    this.spark = spark;
    this.config = config;
    this.store = store;
    this.logEnd = logEnd;
    this.held = held;
    this.progress = progress;
    this.ratings = new RatingsLake(spark, config.lake());
  }

  /**
   * What came of it.
   *
   * @param replaced the databases whose rows in the lake changed, by id
   * @param withoutParameters the databases of which only given ratings are known
   * @param drift what differed online
   */
  record Outcome(
      LakeVersion lake,
      long ratings,
      Set<String> replaced,
      List<DatabaseId> withoutParameters,
      Drift drift,
      long repaired,
      long skipped) {}

  /**
   * Recomputes all that are asked for.
   *
   * @throws JobFailedException if a database that is named does not exist or has no parameters;
   *     nothing is changed then
   */
  Outcome run() {
    try (OnlineSnapshot online = OnlineSnapshot.take(store, config.only())) {
      lookAt(online.parameters());
      LakeVersion lake =
          new LakeCatchUp(spark, config.lake(), config.timeout())
              .covering(logEnd.now(), progress::say);
      return recompute(online, lake);
    }
  }

  /** Reports databases without parameters; one that was asked for is an error. */
  private void lookAt(ParametersOfDatabases parameters) {
    List<DatabaseId> without = parameters.withoutParameters();
    if (without.isEmpty()) {
      return;
    }
    String problem =
        "Without implicit-to-explicit parameters no ratings follow from the interactions of %s."
            .formatted(without.stream().map(DatabaseId::value).collect(joining(", ")));
    if (!config.only().isEmpty()) {
      throw new JobFailedException(problem, HOW_TO_SET_PARAMETERS + " Nothing was recomputed.");
    }
    progress.say(problem + " " + HOW_TO_SET_PARAMETERS);
  }

  private Outcome recompute(OnlineSnapshot online, LakeVersion lake) {
    ParametersOfDatabases parameters = online.parameters();
    long events = lake.rows(spark).count();
    Dataset<Row> evidence =
        RatingsTopology.evidence(interactions(lake), parameters).persist(StorageLevel.DISK_ONLY());
    Dataset<Row> rated =
        RatingsTopology.rated(evidence, parameters).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Dataset<Row> shown = RatingsTopology.shown(rated);
      Map<String, Content> contents =
          progress.reading(
              spark, "reading interactions", events, () -> RatingsLake.contents(shown));
      long rows = contents.values().stream().mapToLong(Content::rows).sum();
      progress.say("ratings: %,d; databases: %d".formatted(rows, contents.size()));
      ratings.createIfMissing(held);
      Set<String> replaced = ratings.replace(shown, contents, replaceable(parameters), held);
      progress.say("databases changed in the lake: %d; comparing".formatted(replaced.size()));
      return compared(online, rated, new Outcome(lake, rows, replaced, List.of(), null, 0, 0));
    } finally {
      rated.unpersist();
      evidence.unpersist();
    }
  }

  /** Rows of the databases in question; of all, databases that exist no more are left out later. */
  private Dataset<Row> interactions(LakeVersion lake) {
    Dataset<Row> rows = lake.rows(spark);
    return config.only().isEmpty()
        ? rows
        : rows.where(
            config.only().stream().map(InteractionRows::areOf).reduce(lit(false), Column::or));
  }

  /** The databases asked for; if all are, also those that no longer exist. */
  private Set<String> replaceable(ParametersOfDatabases parameters) {
    Set<String> databases =
        new TreeSet<>(config.only().isEmpty() ? ratings.databases() : Set.<String>of());
    parameters.databases().forEach(database -> databases.add(database.value()));
    return databases;
  }

  private Outcome compared(OnlineSnapshot online, Dataset<Row> rated, Outcome lake) {
    ParametersOfDatabases parameters = online.parameters();
    progress.stage("comparing ratings", lake.ratings());
    Drift drift = new Drift(parameters);
    ComputedUsers computed =
        new ComputedUsers(rated.where(col(RatedItem.INFERRED).isNotNull()).toLocalIterator());
    try (TasteRepair repair = TasteRepair.since(online.takenAt(), store, held)) {
      for (DatabaseId database : parameters.databases()) {
        if (parameters.of(database).isPresent()) {
          compare(database, computed, online, drift, repair);
        }
      }
      parameters.notYetApplied().forEach(repair::noteApplied);
      return new Outcome(
          lake.lake(),
          lake.ratings(),
          lake.replaced(),
          parameters.withoutParameters(),
          drift,
          repair.repaired(),
          repair.skipped());
    }
  }

  private void compare(
      DatabaseId database,
      ComputedUsers computed,
      OnlineSnapshot online,
      Drift drift,
      TasteRepair repair) {
    UserPairs.forEach(
        computed.of(database),
        online.users(database),
        (right, shown) -> {
          progress.advance(right.ratings().size());
          if (drift.compare(database, right, shown) != Drift.Verdict.EQUAL) {
            repair.repair(database, shown.ratings(), right.ratings());
          }
        });
  }
}
