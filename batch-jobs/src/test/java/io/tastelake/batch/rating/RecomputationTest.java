package io.tastelake.batch.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.progress.Progress;
import io.tastelake.batch.rating.Recomputation.Outcome;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.StoreClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Recomputation over a lake that an own writer wrote, and a real PostgreSQL. */
final class RecomputationTest extends RecomputationScene {

  @Test
  void fillsLakeAndStoreWithThePureFunctionsRatingsAndThenChangesNothing() {
    PureRatings pure = pure();

    Outcome first = recompute();

    assertStoreShows(pure.inferred());
    assertLakeShows(pure);
    assertThat(first.withoutParameters()).containsExactly(WITHOUT);
    assertThat(first.drift().missing()).isEqualTo(pure.inferred().size());
    assertThat(first.repaired()).isEqualTo(first.drift().drifted()).isPositive();

    long version = version();
    List<String> before = store.rows("SELECT *, xmin FROM inferred_ratings ORDER BY 1, 2, 3");
    Outcome second = recompute();

    assertThat(second.replaced()).isEmpty();
    assertThat(version()).isEqualTo(version);
    assertThat(second.drift().ratings()).isEqualTo(pure.inferred().size());
    assertThat(second.drift().drifted()).isZero();
    assertThat(second.drift().named()).isEmpty();
    assertThat(store.rows("SELECT *, xmin FROM inferred_ratings ORDER BY 1, 2, 3"))
        .isEqualTo(before);
  }

  @Test
  void findsNamesAndRepairsACorruptedRowAndKeepsItsPair() {
    fill();
    store.execute("UPDATE tastes SET generation = 3, revision = 14");
    String user = aUser();
    String item =
        store.rows("SELECT min(item_id) FROM inferred_ratings WHERE user_id = ?", user).get(0);
    store.execute(
        "UPDATE inferred_ratings SET rating = CASE WHEN rating > 5 THEN rating - 0.25 ELSE rating +"
            + " 0.25 END WHERE user_id = ? AND item_id = ?",
        user,
        item);
    addVectors();

    Outcome outcome = recompute();

    assertThat(outcome.drift().drifted()).isOne();
    assertThat(outcome.drift().different()).isOne();
    assertThat(outcome.drift().largest()).isCloseTo(0.25, within(1e-9));
    assertThat(outcome.drift().named().toString())
        .contains(KNOWN.value(), "actor hash")
        .doesNotContain(user);
    assertThat(outcome.repaired()).isOne();
    assertStoreShows(pure().inferred());
    assertThat(store.rows("SELECT DISTINCT generation, revision FROM tastes"))
        .containsExactly("3|14");
    assertThat(store.rows("SELECT user_id FROM taste_vectors WHERE user_id = ?", user)).isEmpty();
    assertThat(store.rows("SELECT user_id FROM taste_vectors")).isNotEmpty();
  }

  /** Of those who were written with the parameters that stand, only a fault can differ. */
  @Test
  void whoWasNotWrittenSinceTheParametersChangedIsOutdatedUntilAllAreRecomputed() {
    fill();
    String user = aUser();
    store.execute("UPDATE tastes SET updated_at = now() - interval '1 hour'");
    changeParameters();
    store.execute(
        "UPDATE tastes SET updated_at = now() + interval '2 minutes' WHERE user_id = ?", user);

    Outcome first = recompute();

    assertThat(first.drift().drifted()).isOne();
    assertThat(first.drift().outdated()).isPositive().isEqualTo(first.repaired() - 1);

    store.execute("UPDATE tastes SET updated_at = now() - interval '1 hour'");
    store.execute("UPDATE inferred_ratings SET rating = 1 WHERE user_id = ?", user);
    Outcome second = recompute();
    assertThat(second.drift().outdated()).isZero();
    assertThat(second.drift().drifted()).isOne();
  }

  private static void changeParameters() {
    store
        .tables()
        .run(
            connection ->
                new ParametersTable(connection)
                    .put(
                        KNOWN,
                        TestParameters.OTHER,
                        new StoreClock(connection).transactionBegan()));
  }

  @Test
  void removesRatingsOfUsersWhoHaveNoneAndKeepsTheirTombstone() {
    fill();
    store.execute("INSERT INTO tastes VALUES (?, 'nobody', 2, 5, now())", KNOWN.value());
    store.execute(
        "INSERT INTO inferred_ratings VALUES (?, 'nobody', 'thing', 7, 1)", KNOWN.value());

    Outcome outcome = recompute();

    assertThat(outcome.drift().extra()).isOne();
    assertStoreShows(pure().inferred());
    assertThat(store.rows("SELECT generation, revision FROM tastes WHERE user_id = 'nobody'"))
        .containsExactly("2|5");
  }

  @Test
  void leavesUsersAloneOfWhomTheStreamWroteMeanwhile() {
    fill();
    String user = aUser();
    store.execute("UPDATE inferred_ratings SET rating = 1 WHERE user_id = ?", user);
    LogEnd afterNoting =
        () -> {
          store.execute("UPDATE tastes SET generation = 1, revision = 1 WHERE user_id = ?", user);
          return COVERED.now();
        };

    Outcome outcome = recompute(RecomputeRatingsConfig.defaults(lake.root()), afterNoting);

    assertThat(outcome.skipped()).isOne();
    assertThat(outcome.repaired()).isZero();
    assertThat(store.rows("SELECT DISTINCT rating FROM inferred_ratings WHERE user_id = ?", user))
        .containsExactly("1");
  }

  @Test
  void bringsBackNobodyWhoWasForgottenMeanwhile() {
    fill();
    String user = aUser();
    store.execute("DELETE FROM tastes WHERE user_id = ?", user);
    LogEnd afterNoting =
        () -> {
          store.execute(
              "INSERT INTO tastes VALUES (?, ?, 0, 0, now(), now())", KNOWN.value(), user);
          return COVERED.now();
        };

    Outcome outcome = recompute(RecomputeRatingsConfig.defaults(lake.root()), afterNoting);

    assertThat(outcome.skipped()).isOne();
    assertThat(store.rows("SELECT item_id FROM inferred_ratings WHERE user_id = ?", user))
        .isEmpty();
  }

  @Test
  void recomputesOneDatabaseAlone() {
    store.parameters(WITHOUT, TestParameters.JSON);

    Outcome outcome = recompute(only(WITHOUT), COVERED);

    assertThat(outcome.ratings()).isPositive();
    assertThat(store.rows("SELECT DISTINCT database_id FROM tastes"))
        .containsExactly(WITHOUT.value());
  }

  @Test
  void saysWhichDatabasesHaveNoParameters() {
    StringWriter said = new StringWriter();
    recompute(
        RecomputeRatingsConfig.defaults(lake.root()),
        COVERED,
        Progress.lines(new PrintWriter(said), Clock.systemUTC()));
    assertThat(said.toString().lines())
        .filteredOn(sentence -> sentence.contains("parameters"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(WITHOUT.value(), "PUT /databases/current/implicit-to-explicit/")
        .doesNotContain(KNOWN.value());
  }

  @Test
  void refusesADatabaseWithoutParametersIfItIsNamed() {
    long version = version();
    assertThatThrownBy(() -> recompute(only(WITHOUT), COVERED))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("Without implicit-to-explicit parameters")
        .hasMessageContaining(WITHOUT.value())
        .hasMessageContaining("PUT /databases/current/implicit-to-explicit/");
    assertThat(version()).isEqualTo(version);
    assertThat(store.rows("SELECT user_id FROM tastes")).isEmpty();
  }

  @Test
  void dropsRowsOfDatabasesThatExistNoMore() {
    store.execute("DELETE FROM databases WHERE id = ?", WITHOUT.value());
    recompute();
    assertThat(new RatingsLake(spark, lake.root()).databases()).containsExactly(KNOWN.value());
  }

  @Test
  void saysHowFarBehindTheLakeIs() {
    LogEnd further = () -> lake.log().plus(Map.of(1, lake.log().next(1) + 7));
    RecomputeRatingsConfig config =
        new RecomputeRatingsConfig(lake.root(), Set.of(), Duration.ofMillis(1));
    assertThatThrownBy(() -> recompute(config, further))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("7 events behind")
        .hasMessageContaining("ingest-interactions");
  }

  @Test
  void refusesTheLakeOfAnotherLog() {
    LogEnd other = () -> LogPosition.start("other");
    assertThatThrownBy(() -> recompute(RecomputeRatingsConfig.defaults(lake.root()), other))
        .hasMessageContaining("other")
        .hasMessageContaining("another installation");
  }

  @Test
  void namesADatabaseThatDoesNotExist() {
    DatabaseId unknown = new DatabaseId("AAAAAAAAAAAAAAAAAAAAAA");
    assertThatThrownBy(() -> recompute(only(unknown), COVERED))
        .hasMessageContaining(unknown.value());
  }

  @Test
  void saysThatThereIsNoLake() {
    URI nowhere = lakes.resolve("nowhere").toUri();
    assertThatThrownBy(() -> recompute(RecomputeRatingsConfig.defaults(nowhere), COVERED))
        .hasMessageContaining("There is no lake");
  }

  private static String aUser() {
    return store.rows("SELECT min(user_id) FROM inferred_ratings").get(0);
  }

  private static void addVectors() {
    store.execute("INSERT INTO models VALUES (?, 'm', 1, 1, 1, now())", KNOWN.value());
    store.execute(
        "INSERT INTO taste_vectors SELECT database_id, user_id, 'm', generation, revision, '{1}'"
            + " FROM tastes");
  }
}
