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
import io.tastelake.e2e.kit.ShownRatings;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.Tenant;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After random traffic, stream, batch and API say what the pure functions say. */
@ExtendWith(SharedSystem.Extension.class)
class OneTruthTest {

  private static final int ACTIONS = count(1_500, 20_000);
  private static final String NIGHTLY =
      "compact,recompute-ratings,train-item-factors,check-consistency";

  /** Whom the traffic leaves alone: who was just forgotten would be left to the stream. */
  private static final String STEADY = "steady";

  private static final String CORRUPT =
      "UPDATE inferred_ratings SET rating = 11 - rating WHERE database_id = ? AND user_id = ?";

  private static final String PARAMETERS =
      """
      {"interaction_types": {
         "view": {"strength": 1.0},
         "buy": {"strength": 7.0, "property": "revenue", "property_scale": 50.0},
         "dislike": {"strength": -5.0}},
       "half_life_days": 30.0, "saturation": 10.0}
      """;

  @Test
  void afterRandomTrafficStreamAndBatchSayWhatThePureFunctionsSay(SharedSystem system)
      throws Exception {
    Tenant tenant = system.bareTenant(Tenant.Ids.TEXT);
    ApiClient client = tenant.client();
    client.call("PUT", "/databases/current/implicit-to-explicit/", PARAMETERS).ok();
    client
        .post("/users/" + STEADY + "/interactions/item/", Map.of("interaction_type", "view"))
        .ok();
    Traffic traffic = new Traffic(client, Seed.announced("OneTruthTest").random(0));
    for (int i = 0; i < ACTIONS; i++) {
      traffic.act();
    }
    system.awaitLakeCoversLog();
    Map<String, Rating> expected =
        ExpectedRatings.of(
            Rows.of(system.lake()), tenant.database(), ParametersJson.parse(PARAMETERS));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> ShownRatings.assertSame(ShownRatings.of(client), expected));
    System.out.printf("OneTruthTest: %d ratings agree%n", expected.size());
    assertTheNightlyRepairsOneCorruptedRow(system, tenant);
    ShownRatings.assertSame(ShownRatings.of(client), expected);
  }

  private static void assertTheNightlyRepairsOneCorruptedRow(SharedSystem system, Tenant tenant)
      throws Exception {
    String database = tenant.database().value();
    corruptOne(system, database);
    JsonNode summary =
        job(system, "nightly", "--database", database, "--rank", "8", "--steps", NIGHTLY);
    JsonNode recomputed = summary.get("recompute-ratings");
    assertThat(recomputed.get("different").asInt()).isEqualTo(1);
    assertThat(recomputed.get("missing").asInt()).isZero();
    assertThat(recomputed.get("extra").asInt()).isZero();
    assertThat(recomputed.get("users_repaired").asInt()).isEqualTo(1);
    assertThat(summary.get("train-item-factors").get("trained").asInt()).isEqualTo(1);
    assertConsistent(summary.get("check-consistency"));
  }

  private static void corruptOne(SharedSystem system, String database) throws SQLException {
    try (Connection store = system.store();
        PreparedStatement corrupt = store.prepareStatement(CORRUPT)) {
      corrupt.setString(1, database);
      corrupt.setString(2, STEADY);
      assertThat(corrupt.executeUpdate()).isOne();
    }
  }

  private static void assertConsistent(JsonNode checked) {
    assertThat(checked.get("agrees").asText()).as("%s", checked).isEqualTo("yes");
    assertThat(checked.get("ratings_compared").asInt()).isPositive();
    assertThat(checked.get("vectors_compared").asInt()).isPositive();
  }

  /** The summary of a job that ended well: the last line that it printed. */
  private static JsonNode job(SharedSystem system, String name, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(name));
    arguments.addAll(system.installation());
    arguments.addAll(List.of(more));
    return SparkJobs.summary(SparkJobs.run(system.folder().resolve(name), arguments));
  }
}
