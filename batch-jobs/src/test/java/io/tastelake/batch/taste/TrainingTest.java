package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.Summary;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.taste.TrainItemFactorsConfig.Repetition;
import io.tastelake.batch.taste.TrainItemFactorsConfig.Vectors;
import io.tastelake.batch.taste.Training.Outcome;
import io.tastelake.batch.taste.Training.Result;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.domain.taste.ModelSettings;
import io.tastelake.store.ModelSettingsTable;
import io.tastelake.store.VectorPublication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Training over a small table of ratings and a real PostgreSQL. */
final class TrainingTest extends TrainingScene {

  @Test
  void publishesVectorsThatReadersWouldFoldInThemselves() {
    assertThat(shownRatings(1)).containsEntry(new ItemId("item-0"), 9.5);

    List<Outcome> outcomes = train();

    assertThat(outcomes)
        .filteredOn(outcome -> outcome.database().equals(EMPTY))
        .extracting(Outcome::result)
        .containsExactly(Result.TOO_FEW_RATINGS);
    assertThat(store.rows("SELECT * FROM models WHERE database_id = ?", EMPTY.value())).isEmpty();
    assertThat(outcomes)
        .filteredOn(outcome -> outcome.database().equals(SHOP))
        .singleElement()
        .matches(outcome -> outcome.result() == Result.TRAINED && outcome.vectors() == USERS);
    FoldIn foldIn =
        FoldIn.into(factors(currentModel()), SETTINGS.alpha(), SETTINGS.lambda(), Centre.NEUTRAL);
    for (int user = 0; user < USERS; user++) {
      assertThat(vector(user)).isEqualTo(foldIn.vector(shownRatings(user)));
    }
    assertThat(
            store.rows(
                "SELECT count(*) FROM taste_vectors JOIN tastes"
                    + " USING (database_id, user_id, generation, revision)"))
        .containsExactly("" + USERS);
    assertNeverOverNewerVectors();
  }

  private void assertNeverOverNewerVectors() {
    Model model = new ModelStore(store).of(SHOP).current().orElseThrow();
    store.execute(
        "UPDATE taste_vectors SET revision = 200, vector = '{0}' WHERE user_id = 'user-3'");
    ItemFactors factors = new ItemFactorsLake(spark, lake.toUri()).read(model);
    assertThat(
            new VectorPublication(store.tables(), model.row(), factors, () -> {}, users -> {})
                .run())
        .isEqualTo(new VectorPublication.Published(USERS, USERS - 1));
    assertThat(store.rows("SELECT vector FROM taste_vectors WHERE user_id = 'user-3'"))
        .containsExactly("{0}");
  }

  @Test
  void trainsNothingTwiceAndKeepsTheNewestModels() {
    train();
    String first = currentModel();
    List<Model> leftBehind = leaveWhatAKilledRunLeaves();

    assertThat(train())
        .extracting(Outcome::result)
        .containsExactlyInAnyOrder(Result.UNCHANGED, Result.TOO_FEW_RATINGS);
    assertThat(currentModel()).isEqualTo(first);
    assertThat(store.rows("SELECT model_id FROM models")).containsExactly(first);
    assertThat(modelsInLake()).as("and none of %s", leftBehind).containsExactly(first);

    train(config(Repetition.FORCED), progress -> {});
    String second = currentModel();
    assertThat(second).isGreaterThan(first);
    assertSameFactors(first, second);

    assertThatADatabaseThatFailsKeepsItsModel(second);

    assertThat(train()).extracting(Outcome::result).contains(Result.TRAINED);
    List<String> kept = List.of(second, currentModel());
    assertThat(store.rows("SELECT model_id FROM models ORDER BY 1")).isEqualTo(kept);
    assertThat(modelsInLake()).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(store.rows("SELECT DISTINCT model_id FROM taste_vectors ORDER BY 1"))
        .isEqualTo(kept);

    assertThatADatabasesOwnSettingsMakeAnotherModel();
  }

  /** Of the same ratings, since the settings are others. */
  private void assertThatADatabasesOwnSettingsMakeAnotherModel() {
    ModelSettings wanted =
        new ModelSettings(
            OptionalInt.of(3), OptionalInt.of(2), OptionalDouble.empty(), OptionalDouble.of(0.7));
    store.tables().run(connection -> new ModelSettingsTable(connection).put(SHOP, wanted));
    assertThat(train()).extracting(Outcome::result).contains(Result.TRAINED);
    assertThat(
            store.rows(
                "SELECT rank, iterations, lambda, alpha = ? FROM models WHERE model_id = ?",
                SETTINGS.alpha(),
                currentModel()))
        .containsExactly("3|2|0.7|t");
    assertThat(train()).extracting(Outcome::result).doesNotContain(Result.TRAINED);
  }

  private void assertSameFactors(String one, String other) {
    Map<ItemId, Double> ratings = shownRatings(3);
    assertThat(FoldIn.into(factors(one), 1, 1, Centre.NEUTRAL).vector(ratings))
        .isEqualTo(FoldIn.into(factors(other), 1, 1, Centre.NEUTRAL).vector(ratings));
  }

  private List<Model> leaveWhatAKilledRunLeaves() {
    now = now.plus(Duration.ofHours(1));
    Model staged = Model.trained(SHOP, SETTINGS, Centre.NEUTRAL, "other", now, new Random(2));
    Model unnamed = Model.trained(SHOP, SETTINGS, Centre.NEUTRAL, "other", now, new Random(3));
    Model foreign = Model.trained(GONE, SETTINGS, Centre.NEUTRAL, "other", now, new Random(4));
    new ModelStore(store).stage(staged, HeldLock.UNGUARDED);
    List<Model> all = List.of(staged, unnamed, foreign);
    ItemFactorsLake factors = new ItemFactorsLake(spark, lake.toUri());
    for (Model leftBehind : all) {
      factors.write(leftBehind, factors.rows().limit(1), HeldLock.UNGUARDED);
    }
    return all;
  }

  /** And keeps nobody else from theirs. */
  private void assertThatADatabaseThatFailsKeepsItsModel(String model) {
    rate(5);
    store.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON models EXECUTE FUNCTION refuse();
        """);
    List<String> said = new ArrayList<>();
    try {
      assertThat(train(config(Repetition.SKIPPED), said::add))
          .extracting(Outcome::database)
          .containsExactly(EMPTY);
    } finally {
      store.execute("DROP TRIGGER refuse ON models; DROP FUNCTION refuse");
    }
    assertThat(said).anyMatch(line -> line.contains(SHOP.value()) && line.contains("no room"));
    Summary summary = each.told(Summary.of("train-item-factors"));
    assertThat(summary.toString()).contains("failed_databases", SHOP.value(), "no room");
    assertThat(summary.failure()).hasValueSatisfying(why -> assertThat(why).contains(SHOP.value()));
    assertThat(currentModel()).isEqualTo(model);
  }

  /** Its factors are its own; what it promises readers is the same. */
  @Test
  void ourSolverPublishesVectorsThatReadersWouldFoldInThemselves() {
    List<String> said = new ArrayList<>();
    AlsSettings ours = SETTINGS.by(Solver.IALSPP);
    assertThat(train(by(ours), said::add)).extracting(Outcome::result).contains(Result.TRAINED);
    assertThat(said).anyMatch(line -> line.contains("sweep 1 of 1"));
    FoldIn foldIn =
        FoldIn.into(factors(currentModel()), SETTINGS.alpha(), SETTINGS.lambda(), Centre.NEUTRAL);
    for (int user = 0; user < USERS; user++) {
      assertThat(vector(user)).isEqualTo(foldIn.vector(shownRatings(user)));
    }
    assertThat(vector(0)).isNotEqualTo(new float[SETTINGS.rank()]);
    assertThat(train()).as("by MLlib").extracting(Outcome::result).contains(Result.UNCHANGED);
  }

  private TrainItemFactorsConfig by(AlsSettings als) {
    return new TrainItemFactorsConfig(
        lake.toUri(), Set.of(SHOP), als, 2, Vectors.PUBLISHED, Repetition.SKIPPED);
  }

  @Test
  void mayLeaveVectorsToReaders() {
    train(
        new TrainItemFactorsConfig(
            lake.toUri(), Set.of(SHOP), SETTINGS, 2, Vectors.LEFT_TO_READERS, Repetition.SKIPPED),
        progress -> {});
    assertThat(currentModel()).isNotNull();
    assertThat(store.rows("SELECT * FROM taste_vectors")).isEmpty();
  }

  @Test
  void namesADatabaseThatDoesNotExistAndTrainsNone() {
    TrainItemFactorsConfig config =
        new TrainItemFactorsConfig(
            lake.toUri(), Set.of(SHOP, GONE), SETTINGS, 1, Vectors.PUBLISHED, Repetition.SKIPPED);
    assertThatThrownBy(() -> train(config, progress -> {}))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("There is no database " + GONE.value())
        .hasMessageContaining("--database");
    assertThat(store.rows("SELECT model_id FROM models")).isEmpty();
  }

  @Test
  void saysThatThereAreNoRatingsWhateverDatabasesThereAre() {
    store.reset(List.of());
    TrainItemFactorsConfig config =
        new TrainItemFactorsConfig(
            lake.resolve("none").toUri(),
            Set.of(),
            SETTINGS,
            1,
            Vectors.PUBLISHED,
            Repetition.SKIPPED);
    assertThatThrownBy(() -> train(config, progress -> {}))
        .hasMessageContaining("There are no ratings")
        .hasMessageContaining("recompute-ratings");
    assertThat(lake.resolve("none")).doesNotExist();
  }
}
