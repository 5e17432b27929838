package io.tastelake.serving.interaction;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The doors that browsers write through: the same events as through the ordinary one, or none. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BeaconTest {

  private static final String ROWS =
      """
      [{"item_id": "lamp", "interaction_type": "view", "timestamp": 1588812345.5,
        "properties": {"page": {"n": 1}}}, {"item_id": "chair", "interaction_type": "buy"}]
      """;

  private final TestApi api;
  private String database;
  private String backend;
  private String frontend;

  BeaconTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    database = api.createReadyDatabase("beacons", "urlsafe64", "urlsafe64", "urlsafe64");
    backend = api.serviceToken("beacons-backend", "backend", database, "");
    frontend =
        api.serviceToken("beacons-fe", "frontend", database, ", \"frontend_user_id\": \"ann\"");
  }

  private int stored() {
    return api.interactions.events(new DatabaseId(database)).size();
  }

  private static String beacon(String token, String rows) {
    return "{\"interactions\": %s, \"connection\": \"wire\", \"token\": \"%s\"}"
        .formatted(rows, token);
  }

  private JsonNode listed(String path) {
    JsonNode rows = api.send("GET", path, backend, null).json().path("interactions");
    rows.forEach(row -> ((ObjectNode) row).remove(List.of("interaction_id", "session_id")));
    return rows.path(rows.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "users, /beacon, 200",
    "users, /raw-ingestion/beacon, 202",
    "users, /raw-ingestion, 202",
    "sessions, /beacon, 200",
    "sessions, /v1//raw-ingestion/beacon, 202",
    "sessions, /raw-ingestion, 202"
  })
  void everyDoorRecordsTheSame(String kind, String door, int status) {
    String direct = "/" + kind + "/direct/interactions-bulk/";
    String own = "/" + kind + "/" + door.replaceAll("\\W", "") + "/interactions-bulk/";
    api.send("POST", direct, backend, "{\"interactions\": " + ROWS + "}");
    int before = stored();
    Answer answer =
        door.endsWith("beacon")
            ? api.beacon(door + own, beacon(backend, ROWS))
            : api.send("POST", door + own, backend, "{\"interactions\": " + ROWS + "}");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).isEqualTo("{}");
    assertThat(stored()).isEqualTo(before + 2);
    assertThat(listed(own)).isEqualTo(listed(direct)).isNotEmpty();
  }

  @Test
  void aFrontendTokenWritesForItsOwnUserOnly() {
    assertThat(api.beacon("/beacon/users/~me/interactions-bulk/", beacon(frontend, ROWS)).status())
        .isEqualTo(200);
    Answer other = api.beacon("/beacon/users/bob/interactions-bulk/", beacon(frontend, ROWS));
    assertErrorShape(other, 403, 50, "ForbiddenError", "INCORRECT_FRONTEND_USER_ID");
  }

  /** Were the rows parsed first, these would be answered by what is wrong with the rows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"interactions\": [{\"timestamp\": \"never\"}], \"token\": \"nobody's\"}",
        "{\"interactions\": [7]}",
        "{\"token\": null}",
        "{\"token\": 5}",
        "{\"token\": \" \"}",
        "{}",
        ""
      })
  void withoutAGenuineTokenNothingElseIsLookedAt(String body) {
    int before = stored();
    Answer refused = api.beacon("/beacon/users/ann/interactions-bulk/", body);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().path("error_code").asInt()).isEqualTo(21);
    assertThat(stored()).isEqualTo(before);
  }

  /** The header is for other doors: a page may hold another token there. */
  @Test
  void theTokenIsTheOneOfTheBody() {
    Answer refused =
        api.send("POST", "/beacon/users/ann/interactions-bulk/", backend, "{\"interactions\": []}");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).contains("The beacon has no token").doesNotContain("header");
  }

  @Test
  void aWrongRowRefusesAllOfThem() {
    int before = stored();
    Answer refused =
        api.beacon("/beacon/users/ann/interactions-bulk/", beacon(frontend, "[{}, 5]"));
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(refused.text()).contains("2 of 2 interactions are invalid");
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void moreThan64KibAreNotRead() {
    String large = beacon(backend, "[{\"x\": \"" + "x".repeat(64 << 10) + "\"}]");
    Answer refused = api.beacon("/beacon/users/ann/interactions-bulk/", large);
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(refused.text()).contains("65,536 bytes");
  }

  @Test
  void otherTypesAreRefusedAndTextIsForBeaconsOnly() {
    String path = "/users/ann/interactions-bulk/";
    Answer xml =
        api.send(
            api.request("POST", "/beacon" + path, beacon(backend, ROWS))
                .header("Content-Type", "text/xml"));
    assertErrorShape(xml, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    Answer text =
        api.send(
            api.request("POST", path, beacon(backend, ROWS))
                .header("Content-Type", "text/plain")
                .header("Authorization", "Bearer " + backend));
    assertErrorShape(text, 400, 40, "WrongData", "WRONG_DATA_TYPE");
  }
}
