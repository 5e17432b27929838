package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.taste.EvaluationsLake.Entry;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.Centre;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real ratings, what was learned of the past tells the future better than popularity does. */
final class EvaluationTest {

  private static final DatabaseId MOVIES = DatabaseId.of(new UUID(3, 3));

  private static SparkSession spark;

  @TempDir Path lake;

  @BeforeAll
  static void open() {
    spark = SharedSpark.session();
  }

  private static EvaluateConfig config(AlsSettings als) {
    return new EvaluateConfig(
        URI.create("file:/lake"), Set.of(), als, EvaluateConfig.TEST_SHARE, 10_000);
  }

  @Test
  void tellsLaterLikesOfMovieLensBetterThanPopularity() {
    Dataset<Row> ratings = Movies.ratings(spark, MOVIES.value()).cache();
    AlsSettings als =
        new AlsSettings(
            AlsSettings.RANK,
            AlsSettings.ITERATIONS,
            AlsSettings.ALPHA,
            AlsSettings.LAMBDA,
            AlsSettings.SEED);

    Evaluation.Result result =
        new Evaluation(config(als), Centre.NEUTRAL).of(ratings).orElseThrow();

    Scores ours = result.scores().get(Evaluation.ALS);
    Scores popular = result.scores().get(Evaluation.POPULARITY);
    assertThat(ours.users()).isGreaterThan(20);
    assertThat(ours.ndcg20()).isGreaterThan(popular.ndcg20());
    assertThat(ours.recall20()).isGreaterThan(popular.recall20());
  }

  @Test
  void addsTheSameEvaluationOnce() {
    Scores ours = new Scores(9, 0.2, 0.3, 0.4, 0.5);
    Scores popular = new Scores(9, 0.1, 0.2, 0.3, 0.4);
    Entry entry = entry("some", 7, 1_000, ours, popular);
    assertThat(add(entry, 1)).isEmpty();
    assertThat(evaluations())
        .containsExactlyInAnyOrder(
            Evaluation.ALS + ours.ndcg20(), Evaluation.POPULARITY + popular.ndcg20());

    Scores alike = new Scores(9, 0.2, 0.3, 0.4000000001, 0.5);
    assertThat(add(entry("some", 7, 1_000, alike, popular), 2)).contains(Instant.ofEpochSecond(1));
    assertThat(evaluations()).hasSize(2);

    for (Entry other :
        List.of(
            entry("others", 7, 1_000, ours, popular),
            entry("some", 8, 1_000, ours, popular),
            entry("some", 7, 1_001, ours, popular),
            entry("some", 7, 1_000, new Scores(8, 0, 0, 0, 0), popular),
            around(new Centre(3), "some", 7, 1_000, ours, popular))) {
      assertThat(add(other, 3)).as("%s", other).isEmpty();
    }
    assertThat(evaluations()).hasSize(12);
    assertThat(centres()).containsExactly(3.0, 5.5);
  }

  /** A table of before lacks the column, and is given it. */
  @Test
  void aTableWithoutCentresGoesOn() {
    Scores scores = new Scores(9, 0.2, 0.3, 0.4, 0.5);
    Entry entry = entry("some", 7, 1_000, scores, scores);
    assertThat(add(entry, 1)).isEmpty();
    String table = lake.resolve("evaluations").toString();
    Dataset<Row> before = spark.read().format("delta").load(table).drop("centre");
    List<Row> rows = before.collectAsList();
    spark
        .createDataFrame(rows, before.schema())
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", "true")
        .save(table);
    assertThat(add(entry, 2)).isEmpty();
    assertThat(add(entry, 3)).contains(Instant.ofEpochSecond(2));
    assertThat(centres()).containsExactly(null, 5.5);
  }

  private List<Double> centres() {
    return spark
        .read()
        .format("delta")
        .load(lake.resolve("evaluations").toString())
        .select("centre")
        .distinct()
        .orderBy("centre")
        .collectAsList()
        .stream()
        .map(row -> row.<Double>getAs(0))
        .toList();
  }

  private static Entry entry(
      String ratings, long seed, double splitAt, Scores ours, Scores popular) {
    return around(Centre.NEUTRAL, ratings, seed, splitAt, ours, popular);
  }

  private static Entry around(
      Centre centre, String ratings, long seed, double splitAt, Scores ours, Scores popular) {
    return new Entry(
        MOVIES,
        ratings,
        new AlsSettings(4, 2, 2, 0.1, seed),
        centre,
        new Evaluation.Result(
            splitAt, 100, 8.5, Map.of(Evaluation.ALS, ours, Evaluation.POPULARITY, popular)));
  }

  private Optional<Instant> add(Entry entry, long second) {
    return new EvaluationsLake(spark, lake.toUri(), HeldLock.UNGUARDED)
        .add(entry, Instant.ofEpochSecond(second));
  }

  private List<String> evaluations() {
    return spark
        .read()
        .format("delta")
        .load(lake.resolve("evaluations").toString())
        .select("recommender", "ndcg_at_20")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0) + row.getDouble(1))
        .toList();
  }
}
