package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.ScaledProperty;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ParametersTableTest extends TestDatabases {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

  @Test
  void parametersAreReadAsTheyWerePutLast() {
    put(parameters(1));
    put(parameters(2));
    assertThat(of(SHOP)).contains(parameters(2));
  }

  @Test
  void aDatabaseWithoutParametersHasNone() {
    put(parameters(1));
    assertThat(of(OTHER)).isEmpty();
  }

  @Test
  void allNamesEachDatabaseEvenIfItsParametersAreUnusable() {
    put(parameters(1));
    postgres.parameters(OTHER, "{}");
    List<ParametersTable.Row> all = store.with(connection -> new ParametersTable(connection).all());
    assertThat(all)
        .extracting(ParametersTable.Row::database)
        .containsExactlyInAnyOrder(SHOP, OTHER);
  }

  @Test
  void theTimeOfTheChangeIsKept() {
    put(parameters(1));
    assertThat(updatedAt()).isEqualTo(NOW);
  }

  private Instant updatedAt() {
    return store.with(
        connection ->
            connection.query(
                "SELECT updated_at FROM implicit_to_explicit_parameters",
                query -> query.mapTo(Instant.class).one()));
  }

  @Test
  void onlyTheParametersThatStandAreNotedAsApplied() {
    put(parameters(1));
    assertThat(isApplied()).isFalse();
    noteApplied(NOW.minusSeconds(1));
    assertThat(isApplied()).isFalse();
    noteApplied(NOW);
    assertThat(isApplied()).isTrue();
    put(parameters(2));
    assertThat(isApplied()).isFalse();
  }

  @Test
  void onlyTheParametersThatStandAreReplaced() {
    put(parameters(1));
    noteApplied(NOW);
    assertThat(replaced(NOW.minusSeconds(1))).isFalse();
    assertThat(of(SHOP)).contains(parameters(1));
    assertThat(replaced(NOW)).isTrue();
    assertThat(of(SHOP)).contains(parameters(2));
    assertThat(isApplied()).isFalse();
    assertThat(replaced(NOW)).as("others stand since").isFalse();
  }

  @Test
  void noClockMakesALaterChangeLookEarlier() {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MICROS);
    store.run(connection -> new ParametersTable(connection).put(SHOP, parameters(1), tomorrow));
    assertThat(replaced(tomorrow)).isTrue();
    assertThat(updatedAt()).isEqualTo(tomorrow.plusNanos(1_000));
    put(parameters(3));
    assertThat(updatedAt()).isEqualTo(tomorrow.plusNanos(2_000));
  }

  @Test
  void whatIsReplacedIsOfTheStoresTime() {
    put(parameters(1));
    Instant before = store.with(connection -> new StoreClock(connection).transactionBegan());
    assertThat(replaced(NOW)).isTrue();
    assertThat(updatedAt()).isBetween(before, before.plusSeconds(60));
  }

  private boolean replaced(Instant since) {
    return store.with(
        connection -> new ParametersTable(connection).replace(SHOP, since, parameters(2)));
  }

  private void noteApplied(Instant updatedAt) {
    store.run(connection -> new ParametersTable(connection).noteApplied(SHOP, updatedAt));
  }

  private boolean isApplied() {
    return store.with(connection -> new ParametersTable(connection).all()).get(0).applied();
  }

  private Optional<ImplicitToExplicitParameters> of(DatabaseId database) {
    return store.with(connection -> new ParametersTable(connection).of(database));
  }

  private void put(ImplicitToExplicitParameters parameters) {
    store.run(connection -> new ParametersTable(connection).put(SHOP, parameters, NOW));
  }

  private static ImplicitToExplicitParameters parameters(double strength) {
    return new ImplicitToExplicitParameters(
        Map.of("view", new Weight(strength, Optional.of(new ScaledProperty("seconds", 30)))),
        OptionalDouble.of(90),
        5);
  }
}
