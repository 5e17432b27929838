package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.taste.Centre;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelTableTest extends TestDatabases {

  private static final UserId ANN = new UserId("ann");
  private static final ModelTable.Row MODEL =
      new ModelTable.Row(SHOP, "m", 2, 1.5, 0.25, Centre.NEUTRAL);

  @BeforeEach
  void fill() {
    execute(
        "INSERT INTO models VALUES (?, 'm', 2, 1.5, 0.25, now()), (?, 'staged', 3, 1, 1, now())");
    execute("INSERT INTO current_models VALUES (?, 'm', now())");
    execute("INSERT INTO tastes VALUES (?, 'ann', 3, 4, '2026-01-02 03:04:05.678901Z')");
  }

  @Test
  void theCurrentModelIsTheOneThatIsNamed() {
    assertThat(current()).contains(MODEL);
    assertThat(hasCurrent()).isTrue();
    execute("DELETE FROM current_models WHERE database_id = ?");
    assertThat(current()).isEmpty();
    assertThat(hasCurrent()).isFalse();
  }

  @Test
  void aVectorOfTheUsersPairAndTheCurrentModelComesWithIt() {
    execute("INSERT INTO taste_vectors VALUES (?, 'ann', 'm', 3, 4, '{0.5,-2}')");
    ModelTable.Current current = current(ANN).orElseThrow();
    assertThat(current.model()).isEqualTo(MODEL);
    ModelTable.Vector vector = current.vector().orElseThrow();
    assertThat(vector.numbers()).containsExactly(0.5f, -2f);
    assertThat(vector.updatedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678901Z"));
  }

  @Test
  void aVectorOfAnotherPairOrModelIsNotServed() {
    execute("INSERT INTO taste_vectors VALUES (?, 'ann', 'm', 3, 3, '{0.5,-2}')");
    execute("INSERT INTO taste_vectors VALUES (?, 'ann', 'staged', 3, 4, '{0.5,-2,1}')");
    assertThat(current(ANN)).contains(new ModelTable.Current(MODEL, Optional.empty()));
    assertThat(current(new UserId("bob")))
        .contains(new ModelTable.Current(MODEL, Optional.empty()));
  }

  @Test
  void aModelIsStagedThenPublishedThenDeletedWithItsVectors() {
    Instant later = Instant.parse("2100-01-02T03:04:05.678901Z");
    ModelTable.Trained trained =
        new ModelTable.Trained(
            new ModelTable.Row(SHOP, "new", 4, 2, 0.5, new Centre(3)), 6, 7, "the ratings", later);
    store.run(connection -> new ModelTable(connection).stage(trained));
    assertThat(newestFirst().get(0)).isEqualTo(new ModelTable.Listed(trained, false));
    assertThat(current()).contains(MODEL);

    store.run(connection -> new ModelTable(connection).publish(SHOP, "new"));
    assertThat(newestFirst().get(0)).isEqualTo(new ModelTable.Listed(trained, true));
    assertThat(current()).contains(trained.model());

    execute("INSERT INTO taste_vectors VALUES (?, 'ann', 'm', 3, 4, '{1}')");
    execute("INSERT INTO taste_vectors VALUES (?, 'ann', 'new', 3, 4, '{2}')");
    store.run(connection -> new ModelTable(connection).delete(SHOP, "m"));
    store.run(connection -> new ModelTable(connection).deleteVectorsOfOthers(SHOP));
    assertThat(newestFirst()).extracting(each -> each.trained().model().id()).doesNotContain("m");
    assertThat(postgres.rows("SELECT model_id FROM taste_vectors")).containsExactly("new");
  }

  @Test
  void streamsSeeTheCurrentModelAndThoseTrainedLater() {
    execute("UPDATE models SET trained_at = now() - interval '1 day' WHERE database_id = ?");
    execute("UPDATE models SET trained_at = now() WHERE model_id = 'staged' AND database_id = ?");
    assertThat(currentAndNewer()).containsExactly("m", "staged");
    execute("UPDATE current_models SET model_id = 'staged' WHERE database_id = ?");
    assertThat(currentAndNewer()).containsExactly("staged");
    execute("DELETE FROM current_models WHERE database_id = ?");
    assertThat(currentAndNewer()).containsExactly("m", "staged");
  }

  @Test
  void aModelOfBeforeCentresLiesAroundTheMiddleOfTheScale() {
    assertThat(current().orElseThrow().centre()).isEqualTo(Centre.NEUTRAL);
  }

  /** Likes, or so many ratings that are none. */
  @Test
  void aDatabaseWithoutModelIsNamedOnceItHasEnoughRatings() {
    for (String rated : List.of("likes", "others", "short")) {
      DatabaseId database = new DatabaseId((rated + "0".repeat(22)).substring(0, 22));
      postgres.addDatabase(database, "urlsafe64", "urlsafe64");
      postgres.parameters(database, "{}");
      int unused =
          postgres.execute(
              "INSERT INTO ratings (database_id, user_id, item_id, rating, rated_at)"
                  + " SELECT ?, 'ann', 'item-' || n, ?, 1 FROM generate_series(1, ?) AS n",
              database.value(),
              rated.equals("likes") ? 5.6 : 5.5,
              rated.equals("others") ? 5 : rated.equals("likes") ? 2 : 4);
    }
    postgres.parameters(SHOP, "{}");
    execute(
        "INSERT INTO ratings (database_id, user_id, item_id, rating, rated_at)"
            + " SELECT ?, 'ann', 'item-' || n, 9, 1 FROM generate_series(1, 9) AS n");
    List<DatabaseId> named =
        store.with(connection -> new ModelTable(connection).withoutModel(2, 5));
    assertThat(named)
        .extracting(database -> database.value().substring(0, 5))
        .containsExactly("likes", "other");
  }

  private List<String> currentAndNewer() {
    return store.with(
        connection ->
            new ModelTable(connection).currentAndNewer().stream().map(ModelTable.Row::id).toList());
  }

  private List<ModelTable.Listed> newestFirst() {
    return store.with(connection -> new ModelTable(connection).newestFirst(SHOP));
  }

  private void execute(String sql) {
    Object[] parameters = new Object[(int) sql.chars().filter(c -> c == '?').count()];
    Arrays.fill(parameters, SHOP.value());
    int unused = postgres.execute(sql, parameters);
  }

  private Optional<ModelTable.Row> current() {
    return store.with(connection -> new ModelTable(connection).current(SHOP));
  }

  private Optional<ModelTable.Current> current(UserId user) {
    return store.with(connection -> new ModelTable(connection).current(SHOP, user));
  }

  private boolean hasCurrent() {
    return store.with(connection -> new ModelTable(connection).hasCurrent(SHOP));
  }
}
