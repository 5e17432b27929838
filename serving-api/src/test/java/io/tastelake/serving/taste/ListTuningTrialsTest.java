package io.tastelake.serving.taste;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.store.TuningTrial;
import io.tastelake.store.TuningsTable;
import io.tastelake.store.TuningsTable.Outcome;
import io.tastelake.store.TuningsTable.Search;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code GET tuning-trials/}. */
@ExtendWith(ApiResource.class)
class ListTuningTrialsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.500Z");

  private final TestApi api;

  ListTuningTrialsTest(TestApi api) {
    this.api = api;
  }

  @Test
  void searchesAreThoseOfTheOwnDatabaseTheNewestFirst() throws Exception {
    String database = api.createReadyDatabase("tuned", "urlsafe64", "urlsafe64");
    String other = api.createReadyDatabase("tuned-too", "urlsafe64", "urlsafe64");
    ImplicitToExplicitParameters weights =
        new ImplicitToExplicitParameters(
            Map.of("view", new Weight(2, Optional.empty())), OptionalDouble.empty(), 10);
    note(database, Search.MODEL_SETTINGS, NOW, Outcome.SET, Optional.empty());
    note(
        database,
        Search.IMPLICIT_TO_EXPLICIT,
        NOW.plusSeconds(1),
        Outcome.KEPT,
        Optional.of(weights));

    JsonNode searches = searches(database);

    assertThat(searches).hasSize(2);
    assertThat(searches.get(0).path("settings").asText()).isEqualTo("implicit_to_explicit");
    assertThat(searches.get(0).path("trials").get(0).path("implicit_to_explicit"))
        .isEqualTo(
            TestApi.JSON.readTree(
                """
                {"interaction_types": {"view": {"strength": 2.0}}, "half_life_days": null,
                 "saturation": 10.0}
                """));
    assertThat(searches.get(1))
        .isEqualTo(
            TestApi.JSON.readTree(
                """
                {"settings": "model_settings", "time": 1767323045.5, "outcome": "set",
                 "best_trial": 2, "users": 40, "gain": 0.1, "margin": 0.05,
                 "trials": [{"trial": 2, "sweeps": 3, "rank": 8, "alpha": 0.5, "lambda": 0.1,
                             "ndcg100": 0.25, "change": 0.1, "margin": 0.05}]}
                """));
    assertThat(searches(other)).isEmpty();
  }

  private JsonNode searches(String database) {
    return api.send("GET", "/tuning-trials/", api.rootToken(database), null)
        .json()
        .path("searches");
  }

  private void note(
      String database,
      Search search,
      Instant at,
      Outcome outcome,
      Optional<ImplicitToExplicitParameters> weights) {
    TuningTrial trial = new TuningTrial(2, 3, 8, 0.5, 0.1, weights, 0.25, 0.1, 0.05);
    TuningsTable.Row row =
        new TuningsTable.Row(
            search, at, outcome, 2, 40, 0.1, 0.05, TuningTrial.json(List.of(trial)));
    api.onlineStore.run(
        connection -> new TuningsTable(connection).put(new DatabaseId(database), row));
  }
}
