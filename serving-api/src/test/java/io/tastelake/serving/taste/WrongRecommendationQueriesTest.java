package io.tastelake.serving.taste;

import static io.tastelake.serving.Answers.assertErrorShape;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code recommendation/users/U/items/} does not take. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongRecommendationQueriesTest {

  private final TestApi api;
  private String token;

  WrongRecommendationQueriesTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void publishAModel() {
    String database = api.createReadyDatabase("wrong-queries", "urlsafe64", "urlsafe64");
    token = api.serviceToken("wrong-queries", "backend", database, "");
    String model = UUID.randomUUID().toString();
    api.factors.train(api.store, database, model, Map.of("a", new float[] {1}));
    RememberedFactors.publish(api.store, database, model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?amt=65", "?amt=0", "?amt=x", "?exclude_rated_items=maybe", "?cursor=x"})
  void wrongQueriesAreWrongData(String query) {
    assertErrorShape(
        api.send("GET", "/recommendation/users/ann/items/" + query, token, null),
        400,
        40,
        "WrongData",
        "WRONG_PARAMETER");
  }
}
