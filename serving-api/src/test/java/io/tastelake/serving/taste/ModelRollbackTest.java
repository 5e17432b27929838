package io.tastelake.serving.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.VectorPublication.Published;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The model before the current one is served again, with vectors of what is shown now. */
@ExtendWith(ApiResource.class)
class ModelRollbackTest {

  private final TestApi api;

  ModelRollbackTest(TestApi api) {
    this.api = api;
  }

  @Test
  void theModelBeforeIsServedWithItsVectors() {
    String database = api.createReadyDatabase("rollback", "urlsafe64", "urlsafe64");
    String token = api.serviceToken("rollback", "backend", database, "");
    String before = UUID.randomUUID().toString();
    String after = UUID.randomUUID().toString();
    ItemFactors factors =
        api.factors.train(
            api.store, database, before, Map.of("a", new float[] {1, 0}, "b", new float[] {0, 1}));
    api.factors.train(api.store, database, after, Map.of("a", new float[] {0, 3}));
    RememberedFactors.publish(api.store, database, after);
    new ShownTaste("ann", 1, 7, Map.of("a", 9.0), Map.of(after, new float[] {5, 5}))
        .writeTo(api.store, database);
    OnlineStore store = OnlineStore.over(api.store::connect);

    assertThat(new ModelRollback(store, api.factors, () -> {}).to(new DatabaseId(database), before))
        .isEqualTo(new Published(1, 1));

    JsonNode taste = api.send("GET", "/users/ann/taste/", token, null).json();
    assertThat(taste.path("model").asText()).isEqualTo(before);
    float[] folded =
        FoldIn.into(factors, RememberedFactors.ALPHA, RememberedFactors.LAMBDA, Centre.NEUTRAL)
            .vector(Map.of(new ItemId("a"), 9.0));
    assertThat(taste.path("taste").get(0).floatValue()).isEqualTo(folded[0]);
    assertThat(
            api.store.rows(
                "SELECT user_id FROM taste_vectors WHERE database_id = ? AND model_id = ?",
                database,
                before))
        .containsExactly("ann");
    assertThatThrownBy(
            () ->
                new ModelRollback(store, api.factors, () -> {})
                    .to(new DatabaseId(database), "none"))
        .hasMessageContaining("has no model none");
  }
}
