package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.ScaledProperty;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import java.time.Instant;
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
    Instant updatedAt =
        store.with(
            connection ->
                connection.query(
                    "SELECT updated_at FROM implicit_to_explicit_parameters",
                    query -> query.mapTo(Instant.class).one()));
    assertThat(updatedAt).isEqualTo(NOW);
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

  private boolean replaced(Instant since) {
    return store.with(
        connection ->
            new ParametersTable(connection)
                .replace(SHOP, since, parameters(2), NOW.plusSeconds(1)));
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
