package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.store.DatabaseTaste;
import io.tastelake.stream.store.ModelSettings;
import io.tastelake.stream.store.StoreView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Users are folded into each model around its own centre, also after a restart. */
class ModelCentresTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(1, 1));
  private static final UserId ANN = new UserId("ann");

  /** Views come to less than 5.5, as ratings of a scale of five do. */
  private static final ImplicitToExplicitParameters PARAMETERS =
      new ImplicitToExplicitParameters(
          Map.of(
              "view", new Weight(-2, Optional.empty()),
              "return", new Weight(-20, Optional.empty())),
          OptionalDouble.empty(),
          10);

  private static final ModelSettings NEUTRAL =
      new ModelSettings("neutral", 2, 1, 0.1, Centre.NEUTRAL);
  private static final ModelSettings LOW = new ModelSettings("low", 2, 1, 0.1, new Centre(3));

  private final ShownTastes shown = new ShownTastes();
  private Operators operators;
  private int events;

  private static ItemFactors factors(String model, int rank) {
    return ItemFactors.of(
        rank,
        Map.of(new ItemId("lamp"), new float[] {1, 0.5f}, new ItemId("sofa"), new float[] {0, 1}));
  }

  private void happen(String type, String item) throws Exception {
    Interaction interaction =
        new Interaction(
            new InteractionId(new UUID(9, events)), new ItemId(item), type, 1.6e9 + events, "{}");
    operators.event(
        SourceRecord.decoded(
            0, events, InteractionEvent.record(DATABASE, Actor.of(ANN), interaction, events)));
    events++;
    operators.advance(Operators.FLUSH.toMillis() + 1);
  }

  private static float[] right(ModelSettings model, Map<ItemId, Double> ratings) {
    return FoldIn.into(
            factors(model.id(), model.rank()), model.alpha(), model.lambda(), model.centre())
        .vector(ratings);
  }

  private void awaitVectors() {
    await()
        .untilAsserted(
            () -> {
              happen("view", "lamp");
              assertThat(shown.find(ANN).orElseThrow().vectors())
                  .containsOnlyKeys("neutral", "low");
            });
  }

  private void assertRight() {
    Map<ItemId, Double> ratings = new HashMap<>();
    shown.ratings(ANN).forEach((item, rating) -> ratings.put(item, rating.value()));
    assertThat(ratings).hasSize(2);
    assertThat(ratings.values()).allMatch(rating -> rating < 5.5);
    Map<String, float[]> vectors = shown.find(ANN).orElseThrow().vectors();
    assertThat(vectors.get("neutral")).containsExactly(0, 0);
    assertThat(vectors.get("low")).isNotEqualTo(new float[2]).containsExactly(right(LOW, ratings));
  }

  @Test
  void eachModelHasItsOwn() throws Exception {
    StoreView view =
        new StoreView(
            Map.of(DATABASE, new DatabaseTaste(Optional.of(PARAMETERS), List.of(NEUTRAL, LOW))));
    operators = Operators.start(ModelCentresTest::factors, shown::apply);
    operators.view(view);
    happen("return", "sofa");
    happen("view", "lamp");
    Operators.Checkpoint checkpoint = operators.checkpoint(events);
    operators.close();
    operators = Operators.start(ModelCentresTest::factors, shown::apply, null, checkpoint);
    operators.view(view);
    try {
      awaitVectors();
      assertRight();
    } finally {
      operators.close();
    }
  }
}
