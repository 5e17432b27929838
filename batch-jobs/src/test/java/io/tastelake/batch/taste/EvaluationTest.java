package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.BatchSession;
import io.tastelake.domain.identity.DatabaseId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
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
    spark = BatchSession.open("evaluation-test");
  }

  @AfterAll
  static void close() throws Exception {
    spark.close();
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

    Evaluation.Result result = new Evaluation(config(als)).of(ratings).orElseThrow();

    Scores ours = result.scores().get(Evaluation.ALS);
    Scores popular = result.scores().get(Evaluation.POPULARITY);
    assertThat(ours.users()).isGreaterThan(20);
    assertThat(ours.ndcg20()).isGreaterThan(popular.ndcg20());

    new EvaluationsLake(spark, lake.toUri()).add(MOVIES, Instant.EPOCH, "some", als, result);
    assertThat(
            spark
                .read()
                .format("delta")
                .load(lake.resolve("evaluations").toString())
                .select("recommender", "ndcg_at_20")
                .collectAsList())
        .extracting(row -> row.getString(0) + row.getDouble(1))
        .containsExactlyInAnyOrder(
            Evaluation.ALS + ours.ndcg20(), Evaluation.POPULARITY + popular.ndcg20());
  }
}
