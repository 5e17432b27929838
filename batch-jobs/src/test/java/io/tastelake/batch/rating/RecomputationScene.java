package io.tastelake.batch.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.batch.rating.Recomputation.Outcome;
import io.tastelake.batch.store.JobStore;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.Collisions;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.testkit.lake.RandomLake;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A lake that an own writer wrote, a real PostgreSQL, and recomputations of it. */
abstract class RecomputationScene {

  static final DatabaseId KNOWN = Collisions.DATABASES.get(0);
  static final DatabaseId WITHOUT = Collisions.DATABASES.get(1);
  static final Progress PROGRESS =
      Progress.lines(new PrintWriter(Writer.nullWriter()), Clock.systemUTC());
  static final LogEnd COVERED = () -> LogPosition.start(RandomLake.TOPIC);

  static SparkSession spark;
  static JobStore store;

  @TempDir static Path lakes;

  static RandomLake lake;

  @BeforeAll
  static void open() throws Exception {
    spark = SharedSpark.session();
    store = new JobStore();
    lake = RandomLake.in(lakes, 11, 40);
    lake.append(1_500);
    keepTheStoreThatIsRight();
  }

  @AfterAll
  static void close() throws Exception {
    lake.close();
    store.close();
  }

  @BeforeEach
  void reset() {
    empty();
  }

  static void empty() {
    store.reset(List.of(KNOWN, WITHOUT));
    store.parameters(KNOWN, TestParameters.JSON);
  }

  static void keepTheStoreThatIsRight() {
    empty();
    recompute();
    store.execute(
        "CREATE SCHEMA kept; CREATE TABLE kept.tastes AS TABLE tastes;"
            + " CREATE TABLE kept.inferred_ratings AS TABLE inferred_ratings");
  }

  /** As a recomputation leaves it. */
  static void fill() {
    store.execute(
        "INSERT INTO tastes TABLE kept.tastes;"
            + " INSERT INTO inferred_ratings TABLE kept.inferred_ratings");
  }

  static Outcome recompute() {
    return recompute(RecomputeRatingsConfig.defaults(lake.root()), COVERED);
  }

  static Outcome recompute(RecomputeRatingsConfig config, LogEnd logEnd) {
    return recompute(config, logEnd, PROGRESS);
  }

  static Outcome recompute(RecomputeRatingsConfig config, LogEnd logEnd, Progress progress) {
    return new Recomputation(spark, config, store, logEnd, HeldLock.UNGUARDED, progress).run();
  }

  static RecomputeRatingsConfig only(DatabaseId database) {
    return new RecomputeRatingsConfig(lake.root(), Set.of(database), Duration.ZERO);
  }

  static PureRatings pure() {
    return PureRatings.of(lake.appended(), Map.of(KNOWN, TestParameters.VALUE));
  }

  static void assertStoreShows(Map<PureRatings.Key, Rating> expected) {
    Map<PureRatings.Key, Double> shown = new HashMap<>();
    for (String row :
        store.rows("SELECT database_id, user_id, item_id, rating FROM inferred_ratings")) {
      String[] columns = row.split("\\|", -1);
      shown.put(PureRatings.Key.of(columns[0], columns[1], columns[2]), Double.valueOf(columns[3]));
    }
    assertThat(shown.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (key, rating) ->
            assertThat(shown.get(key)).as("%s", key).isCloseTo(rating.value(), within(1e-9)));
  }

  static void assertLakeShows(PureRatings pure) {
    pure.assertShownBy(new RatingsLake(spark, lake.root()).rows().collectAsList());
  }

  static long version() {
    return DeltaLog.forTableWithSnapshot(spark, RatingsTable.locationBelow(lake.root()))
        ._2()
        .version();
  }
}
