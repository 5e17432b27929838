package io.tastelake.e2e.rating;

import static io.tastelake.e2e.kit.TestCounts.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.contracts.store.ParametersJson;
import io.tastelake.domain.rating.Rating;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After random traffic, stream, batch and API say what the pure functions say. */
@ExtendWith(SharedSystem.Extension.class)
class OneTruthTest {

  private static final int ACTIONS = count(1_500, 20_000);
  private static final double TOLERANCE = 1e-9;
  private static final String PARAMETERS =
      """
      {"interaction_types": {
         "view": {"strength": 1.0},
         "buy": {"strength": 7.0, "property": "revenue", "property_scale": 50.0},
         "dislike": {"strength": -5.0}},
       "half_life_days": 30.0, "saturation": 10.0}
      """;

  @Test
  void afterRandomTrafficTheStreamSaysWhatThePureFunctionsSay(SharedSystem system)
      throws Exception {
    Tenant tenant = system.bareTenant(Tenant.Ids.TEXT);
    ApiClient client = tenant.client();
    client.call("PUT", "/databases/current/implicit-to-explicit/", PARAMETERS).ok();
    Traffic traffic = new Traffic(client, Seed.announced("OneTruthTest").random(0));
    for (int i = 0; i < ACTIONS; i++) {
      traffic.act();
    }
    system.awaitLakeCoversLog();
    Map<String, Rating> expected =
        ExpectedRatings.of(
            Rows.of(system.lake()), tenant.database(), ParametersJson.parse(PARAMETERS));
    await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertSame(listed(client), expected));
    System.out.printf("OneTruthTest: %d ratings agree%n", expected.size());
  }

  private static void assertSame(Map<String, Rating> listed, Map<String, Rating> expected) {
    assertThat(listed.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (pair, rating) -> {
          Rating shown = listed.get(pair);
          assertThat(shown.value()).as(pair).isCloseTo(rating.value(), within());
          assertThat(shown.timestamp()).as(pair).isCloseTo(rating.timestamp(), within());
        });
  }

  private static Offset<Double> within() {
    return Offset.offset(TOLERANCE);
  }

  private static Map<String, Rating> listed(ApiClient client) throws IOException {
    Map<String, Rating> ratings = new TreeMap<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = client.get("/ratings-bulk/?amt=1000" + cursor).ok().body();
      for (JsonNode row : page.get("ratings")) {
        String pair = row.get("user_id").asText() + "/" + row.get("item_id").asText();
        Rating rating =
            new Rating(row.get("rating").doubleValue(), row.get("timestamp").doubleValue());
        assertThat(ratings.put(pair, rating)).as("%s, twice", pair).isNull();
      }
      cursor =
          page.get("has_next").asBoolean() ? "&cursor=" + page.get("next_cursor").asText() : null;
    }
    return ratings;
  }
}
