package io.tastelake.e2e.rating;

import static io.tastelake.rules.TestCounts.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Poison;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.ShownRatings;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.SparkJobs.Ended;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.store.ParametersJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After random traffic and poison, stream, batch and API say what the pure functions say. */
@ExtendWith(SharedSystem.Extension.class)
class OneTruthTest {

  private static final int ACTIONS = count(1_500, 20_000);

  /** Random records, before the traffic and after. */
  private static final int POISON = count(300, 50_000);

  private static final String NIGHTLY =
      "compact,recompute-ratings,train-item-factors,check-consistency";
  private static final String CHECK_AND_REPAIR =
      "check-consistency,recompute-ratings,train-item-factors,check-consistency";

  private static final List<String> COMPARED =
      List.of(
          "events_compared",
          "given_ratings_compared",
          "sessions_compared",
          "ratings_compared",
          "vectors_compared");

  /** Seconds; a change takes less from the lake to the online store here. */
  private static final String PAUSE = "5";

  /** Whom the traffic leaves alone: who was just forgotten would be left to the stream. */
  private static final String STEADY = "steady";

  private static final String PARAMETERS =
      """
      {"interaction_types": {
         "view": {"strength": 1.0},
         "buy": {"strength": 7.0, "property": "revenue", "property_scale": 50.0},
         "dislike": {"strength": -5.0}},
       "half_life_days": 30.0, "saturation": 10.0}
      """;

  private final SharedSystem system;
  private final Tenant tenant;
  private final ApiClient client;
  private final OnlineTaste online;

  OneTruthTest(SharedSystem system) throws IOException {
    this.system = system;
    this.tenant = system.bareTenant(Tenant.Ids.TEXT);
    this.client = tenant.client();
    this.online = new OnlineTaste(system, tenant.database().value());
  }

  @Test
  void afterRandomTrafficStreamAndBatchSayWhatThePureFunctionsSay() throws Exception {
    client.call("PUT", "/databases/current/implicit-to-explicit/", PARAMETERS).ok();
    view(STEADY);
    Traffic traffic = new Traffic(client, Seed.announced("OneTruthTest").random(0));
    Poison poison = new Poison(tenant.database(), STEADY);
    poison.into(system.log(), POISON, 1);
    traffic.act(ACTIONS);
    poison.into(system.log(), POISON, 2);
    awaitRatingsOfPureFunctions();
    assertTheNightlyRepairsOneCorruptedRow();
    long published = online.revision(STEADY);
    traffic.act(ACTIONS / 10);
    awaitTheStreamsVector(published);
    awaitRatingsOfPureFunctions();
    assertNothingButWhatIsSpoiltIsNamedAndRepaired();
    awaitRatingsOfPureFunctions();
  }

  private void view(String user) throws IOException {
    client.post("/users/" + user + "/interactions/item/", Map.of("interaction_type", "view")).ok();
  }

  private void awaitRatingsOfPureFunctions() {
    system.awaitLakeCoversLog();
    Map<String, Rating> expected =
        ExpectedRatings.of(
            Rows.of(system.lake()), tenant.database(), ParametersJson.parse(PARAMETERS));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> ShownRatings.assertSame(ShownRatings.of(client), expected));
    System.out.printf("OneTruthTest: %d ratings agree%n", expected.size());
  }

  private void assertTheNightlyRepairsOneCorruptedRow() throws Exception {
    online.spoilRating(STEADY);
    JsonNode summary = summaryOf("nightly", steps(NIGHTLY));
    JsonNode recomputed = summary.get("recompute-ratings");
    assertThat(recomputed.get("different").asInt()).isEqualTo(1);
    assertThat(recomputed.get("missing").asInt()).isZero();
    assertThat(recomputed.get("extra").asInt()).isZero();
    assertThat(recomputed.get("users_repaired").asInt()).isEqualTo(1);
    assertThat(summary.get("train-item-factors").get("trained").asInt()).isEqualTo(1);
    JsonNode checked = summary.get("check-consistency");
    assertThat(checked.get("agrees").asText()).as("%s", checked).isEqualTo("yes");
    assertThat(checked.get("vectors_compared").asInt()).isPositive();
  }

  /** It folds in once it has loaded the model; a vector that is served then is its own. */
  private void awaitTheStreamsVector(long published) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              view(STEADY);
              return online.revision(STEADY) > published;
            });
  }

  /** A step that finds something does not stop the others; a second one finds nothing any more. */
  private void assertNothingButWhatIsSpoiltIsNamedAndRepaired() throws Exception {
    String other = online.somebodyElseThan(STEADY);
    online.spoilRating(STEADY);
    online.spoilVector(other);
    Ended job = end("nightly", steps(CHECK_AND_REPAIR, "--force", "--pause", PAUSE));
    assertThat(job.exit()).as(job.all()).isOne();
    assertThat(line(job, "users_drifted")).contains("= 1: ", named(STEADY), "recompute-ratings");
    // the vector that fits the rating before it was spoilt does not fit it now
    assertThat(line(job, "vectors_drifted"))
        .contains("= 2: ", named(STEADY), named(other), "train-item-factors");
    JsonNode summary = SparkJobs.summary(job.output());
    assertThat(summary.get("recompute-ratings").get("users_repaired").asInt()).isOne();
    assertConsistent(summary.get("check-consistency"));
  }

  private String named(String user) {
    Actor actor = Actor.of(new UserId(user));
    return "user with actor hash %d of database %s"
        .formatted(ActorHash.of(tenant.database(), actor), tenant.database());
  }

  private static String line(Ended job, String finding) {
    String start = "DISAGREES " + finding;
    return job.all().lines().filter(line -> line.contains(start)).findFirst().orElseThrow();
  }

  private static void assertConsistent(JsonNode checked) {
    assertThat(checked.get("agrees").asText()).as("%s", checked).isEqualTo("yes");
    for (String compared : COMPARED) {
      assertThat(checked.get(compared).asInt()).as(compared).isPositive();
    }
  }

  private String[] steps(String steps, String... more) {
    List<String> options = new ArrayList<>(List.of("--steps", steps));
    options.addAll(List.of("--database", tenant.database().value(), "--rank", "8"));
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  /** The summary of a job that ended well: the last line that it printed. */
  private JsonNode summaryOf(String name, String... options) throws IOException {
    Ended job = end(name, options);
    assertThat(job.exit()).as(job.all()).isZero();
    return SparkJobs.summary(job.output());
  }

  private Ended end(String name, String... options) {
    List<String> arguments = new ArrayList<>(List.of(name));
    arguments.addAll(system.installation());
    arguments.addAll(List.of(options));
    return SparkJobs.end(system.folder().resolve(name), arguments);
  }
}
