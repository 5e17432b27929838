package io.tastelake.batch.taste;

import static io.tastelake.rules.TestCounts.either;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.rating.DriftRecheck;
import io.tastelake.batch.taste.TrainItemFactorsConfig.Repetition;
import io.tastelake.batch.taste.TrainItemFactorsConfig.Vectors;
import io.tastelake.batch.taste.Training.Outcome;
import io.tastelake.batch.taste.Training.Result;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** Ratings train wherever they lie, and all who fold in do so around the model's centre. */
final class LowRatingsTest extends TrainingScene {

  private List<Outcome> train(Solver solver, Repetition repetition) {
    return train(
        new TrainItemFactorsConfig(
            lake.toUri(), Set.of(SHOP), SETTINGS.by(solver), 1, Vectors.PUBLISHED, repetition),
        progress -> {});
  }

  private void assertTrainedAround(double centre, Solver solver) {
    assertThat(train(solver, Repetition.SKIPPED))
        .extracting(Outcome::result)
        .containsExactly(Result.TRAINED);
    assertCentre(centre);
    assertVectorsOf(new Centre(centre), USERS);
  }

  private void assertCentre(double centre) {
    assertThat(store.rows("SELECT centre FROM models WHERE model_id = ?", currentModel()))
        .map(Double::valueOf)
        .containsExactly(centre);
  }

  private void assertVectorsOf(Centre centre, int users) {
    FoldIn foldIn =
        FoldIn.into(factors(currentModel()), SETTINGS.alpha(), SETTINGS.lambda(), centre);
    for (int user = 0; user < users; user++) {
      assertThat(vector(user))
          .as("user %d", user)
          .isEqualTo(foldIn.vector(shownRatings(user)))
          .isNotEqualTo(new float[SETTINGS.rank()])
          .doesNotContain(Float.NaN);
    }
    assertThat(
            new VectorsParity(spark, lake.toUri(), store)
                .find(new DriftRecheck(Duration.ZERO, said -> {})))
        .isEqualTo(new VectorsParity.Found(users, 0, List.of()));
  }

  @Test
  void ratingsThatAreAllAlikeTrain() {
    store.execute("DELETE FROM ratings");
    for (double alike : either(List.of(8.0, 1.0), List.of(8.0, 5.5, 3.0, 1.0))) {
      Solver solver = alike > 5 ? Solver.MLLIB : Solver.IALSPP;
      rate(user -> alike);
      assertTrainedAround(alike > 5.5 ? 5.5 : alike - 0.5, solver);
    }
  }

  @Test
  void ratingsThatAllLieLowTrainAndSplit() {
    store.execute("DELETE FROM ratings");
    rate((user, item) -> 1 + (user * 2 + item * 3) % 4);
    for (Solver solver : Solver.values()) {
      assertThat(train(solver, Repetition.FORCED))
          .extracting(Outcome::result)
          .containsExactly(Result.TRAINED);
      assertCentre(2.5);
      assertVectorsOf(new Centre(2.5), USERS);
    }
    assertThat(train(Solver.MLLIB, Repetition.SKIPPED))
        .extracting(Outcome::result)
        .containsExactly(Result.UNCHANGED);
  }

  /** As a client's test suite gives them: 500 of 50 users and 50 items, from 1 to 5. */
  @Test
  void aScaleOfFiveTrains() {
    Random random = new Random(50);
    List<Row> rows = new ArrayList<>();
    store.execute("DELETE FROM tastes; DELETE FROM ratings");
    for (int user = 0; user < 50; user++) {
      store.execute("INSERT INTO tastes VALUES (?, ?, 1, 1, now())", SHOP.value(), "user-" + user);
      for (int i = 0; i < 10; i++) {
        String item = "item-" + (user * 7 + i * 3) % 50;
        double rating = 1 + (i < 5 ? (user + i) % 5 : random.nextInt(5));
        rows.add(RowFactory.create(SHOP.value(), "user-" + user, item, rating, 1.0, true));
        store.execute(
            "INSERT INTO ratings VALUES (?, ?, ?, ?, 1)",
            SHOP.value(),
            "user-" + user,
            item,
            rating);
      }
    }
    RatingRows.write(spark, lake, rows);
    assertThat(train(Solver.MLLIB, Repetition.SKIPPED))
        .extracting(Outcome::result)
        .containsExactly(Result.TRAINED);
    assertCentre(3);
    assertVectorsOf(new Centre(3), 50);
  }

  /** A model that lies around 5.5 stays there while it has likes, however many others come. */
  @Test
  void whatTrainsAround55StaysThere() {
    rate(0);
    assertThat(train(Solver.MLLIB, Repetition.SKIPPED))
        .extracting(Outcome::result)
        .containsExactly(Result.TRAINED);
    assertCentre(5.5);
    store.execute("DELETE FROM ratings");
    rate((user, item) -> user == 0 || item == 0 ? 9 : 2);
    assertThat(train(Solver.MLLIB, Repetition.SKIPPED))
        .extracting(Outcome::result)
        .containsExactly(Result.TRAINED);
    assertCentre(5.5);
    rate((user, item) -> user == 0 && item < 3 ? 9 : 2);
    assertTrainedAround(1.5, Solver.MLLIB);
  }
}
