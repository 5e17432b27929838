package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.store.TuningsTable.Outcome;
import io.tastelake.store.TuningsTable.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TuningsTableTest extends TestDatabases {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

  @Test
  void theNewestSearchOfEachKindIsKept() throws IOException {
    put(row(Search.MODEL_SETTINGS, NOW, Outcome.KEPT));
    put(row(Search.IMPLICIT_TO_EXPLICIT, NOW.plusSeconds(1), Outcome.OVERTAKEN));
    put(row(Search.MODEL_SETTINGS, NOW.plusSeconds(2), Outcome.SET));

    List<TuningsTable.Row> rows = of(SHOP);

    assertThat(rows)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("trials")
        .containsExactly(
            row(Search.MODEL_SETTINGS, NOW.plusSeconds(2), Outcome.SET),
            row(Search.IMPLICIT_TO_EXPLICIT, NOW.plusSeconds(1), Outcome.OVERTAKEN));
    assertThat(JSON.readTree(rows.get(0).trials()))
        .isEqualTo(
            JSON.readTree(
                """
                [{"trial": 1, "sweeps": 3, "rank": 8, "alpha": 0.5, "lambda": 0.1,
                  "ndcg100": 0.25, "change": 0.0, "margin": 0.0},
                 {"trial": 2, "sweeps": 3, "rank": 8, "alpha": 0.5, "lambda": 0.1,
                  "implicit_to_explicit": {"interaction_types": {"view": {"strength": 2.0}},
                                           "half_life_days": null, "saturation": 10.0},
                  "ndcg100": 0.5, "change": 0.25, "margin": 0.125}]
                """));
    assertThat(of(OTHER)).isEmpty();
  }

  private List<TuningsTable.Row> of(DatabaseId database) {
    return store.with(connection -> new TuningsTable(connection).of(database));
  }

  private void put(TuningsTable.Row row) {
    store.run(connection -> new TuningsTable(connection).put(SHOP, row));
  }

  private static TuningsTable.Row row(Search search, Instant at, Outcome outcome) {
    ImplicitToExplicitParameters weights =
        new ImplicitToExplicitParameters(
            Map.of("view", new Weight(2, Optional.empty())), OptionalDouble.empty(), 10);
    String trials =
        TuningTrial.json(
            List.of(
                new TuningTrial(1, 3, 8, 0.5, 0.1, Optional.empty(), 0.25, 0, 0),
                new TuningTrial(2, 3, 8, 0.5, 0.1, Optional.of(weights), 0.5, 0.25, 0.125)));
    return new TuningsTable.Row(search, at, outcome, 2, 30, 0.2, 0.1, trials);
  }
}
