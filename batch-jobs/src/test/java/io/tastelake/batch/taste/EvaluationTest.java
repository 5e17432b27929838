package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.BatchSession;
import io.tastelake.domain.identity.DatabaseId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
    AlsSettings als = new AlsSettings(8, 4, AlsSettings.ALPHA, AlsSettings.LAMBDA, 1);

    Evaluation.Result result = new Evaluation(config(als)).of(ratings).orElseThrow();

    Scores ours = result.scores().get(Evaluation.ALS);
    Scores popular = result.scores().get(Evaluation.POPULARITY);
    assertThat(ours.users()).isGreaterThan(30);
    assertThat(ours.ndcg20()).isGreaterThan(popular.ndcg20());
    assertThat(ours.recall20()).isGreaterThan(popular.recall20());

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

  /** For people who look for defaults: prints a table of settings and their scores. */
  @Test
  void searchesForDefaults() {
    List<String> grid =
        Arrays.stream(System.getProperty("tastelake.als.grid", "").split(" ", -1))
            .filter(text -> !text.isBlank())
            .toList();
    org.junit.jupiter.api.Assumptions.assumeFalse(grid.isEmpty());
    Dataset<Row> ratings = Movies.ratings(spark, MOVIES.value()).cache();
    for (String text : grid) {
      String[] parts = text.split(",", -1);
      AlsSettings als =
          new AlsSettings(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              Double.parseDouble(parts[2]),
              Double.parseDouble(parts[3]),
              20_26);
      System.out.println("GRID " + text + " " + new Evaluation(config(als)).of(ratings));
    }
  }
}
