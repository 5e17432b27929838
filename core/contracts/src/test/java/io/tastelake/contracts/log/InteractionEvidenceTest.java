package io.tastelake.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.ScaledProperty;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.rating.ItemEvidence;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InteractionEvidenceTest {

  private static final ItemId ITEM = new ItemId("42");
  private static final ImplicitToExplicitParameters SHOP =
      new ImplicitToExplicitParameters(
          Map.of(
              "view", new Weight(1, Optional.empty()),
              "buy", new Weight(10, Optional.of(new ScaledProperty("revenue", 50)))),
          OptionalDouble.empty(),
          10);

  @Test
  void aPropertyCountsForTheTypeThatNamesIt() {
    String properties = "{\"revenue\": 50, \"page\": \"home\"}";
    Map<ItemId, ItemEvidence> items =
        InteractionEvidence.of(
                Stream.of(interaction("view", properties), interaction("buy", properties)), SHOP)
            .items();
    assertThat(items)
        .containsOnly(
            Map.entry(
                ITEM,
                new ItemEvidence(new Evidence(1 + 10 * (1 + Math.log1p(1)), 5), Optional.empty())));
  }

  @Test
  void typesWithoutWeightAndInteractionsWithoutPropertiesAreFine() {
    Map<ItemId, ItemEvidence> items =
        InteractionEvidence.of(
                Stream.of(interaction("unknown", "{}"), interaction("buy", null)), SHOP)
            .items();
    assertThat(items)
        .containsOnly(Map.entry(ITEM, new ItemEvidence(new Evidence(10, 5), Optional.empty())));
  }

  private static InteractionContent interaction(String type, String properties) {
    return new InteractionContent(ITEM, type, 5, properties);
  }
}
