package io.tastelake.serving.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.ServingApi;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types that weigh nothing; "view" is the one that weighs something. */
@ExtendWith(ApiResource.class)
class UnweighedTypesTest {

  private static final String ROW = "{\"item_id\": \"lamp\", \"interaction_type\": \"%s\"}";
  private static final String BOUGHT = ROW.formatted("bougth");

  private final TestApi api;
  private String name;
  private String database;
  private String token;

  UnweighedTypesTest(TestApi api) {
    this.api = api;
  }

  @BeforeEach
  void newDatabase() {
    name = "types-" + UUID.randomUUID();
    database = api.createReadyDatabase(name, "urlsafe64", "urlsafe64", "urlsafe64");
    token = api.serviceToken(name, "backend", database, "");
  }

  private List<String> warnings(String path, String body) {
    Answer answer = api.send("POST", path, token, body);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
    return texts(answer.json().path("warnings"));
  }

  private static List<String> texts(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(index -> array.get(index).asText()).toList();
  }

  private List<String> listed() {
    return texts(
        api.send("GET", "/databases/current/", token, null).json().path("types_without_strength"));
  }

  private static String rows(String row) {
    return "{\"interactions\": [" + row + "]}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/users/ann/interactions/lamp/ | {\"interaction_type\": \"bougth\"}",
        "/users/ann/interactions-bulk/ | {\"interactions\": [ROW]}",
        "/interactions-bulk/ | {\"interactions\": [{\"user_id\": \"ann\", \"item_id\": \"lamp\", \"interaction_type\": \"bougth\"}]}",
        "/sessions/dawn/items/lamp/interactions/ | {\"interaction_type\": \"bougth\"}",
        "/sessions/dawn/interactions-bulk/ | {\"interactions\": [ROW]}",
        "/sessions-interactions-bulk/ | {\"interactions\": [{\"session_id\": \"dawn\", \"item_id\": \"lamp\", \"interaction_type\": \"bougth\"}]}"
      })
  void theFirstWriteNamesThemAndTheNextDoesNot(String path, String body) {
    String sent = body.replace("ROW", BOUGHT);
    assertThat(warnings(path, sent)).hasSize(1);
    assertThat(warnings(path, sent)).as("once an hour").isEmpty();
    assertThat(listed()).containsExactly("bougth");
  }

  @Test
  void theWarningSaysWhatToDo() {
    assertThat(warnings("/users/ann/interactions-bulk/", rows(BOUGHT)).get(0))
        .contains("'bougth'", "no strength", "PUT databases/current/implicit-to-explicit/");
  }

  @Test
  void whatWeighsSomethingIsNotNamed() {
    assertThat(warnings("/users/ann/interactions-bulk/", rows(ROW.formatted("view")))).isEmpty();
    assertThat(listed()).isEmpty();
  }

  @Test
  void eachAccountIsTold() {
    assertThat(warnings("/users/ann/interactions-bulk/", rows(BOUGHT))).hasSize(1);
    token = api.serviceToken(name + "-2", "backend", database, "");
    assertThat(warnings("/users/ann/interactions-bulk/", rows(BOUGHT))).hasSize(1);
  }

  @Test
  void theHourIsTheSameOnEveryInstance() throws Exception {
    assertThat(warnings("/users/ann/interactions-bulk/", rows(BOUGHT))).hasSize(1);
    try (ServingApi second = api.another(api.interactions, Clock.systemUTC())) {
      assertThat(sent(second.uri())).isEqualTo("{}");
    }
  }

  private String sent(URI instance) throws Exception {
    HttpRequest write =
        HttpRequest.newBuilder(instance.resolve("/users/ann/interactions-bulk/"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(rows(BOUGHT)))
            .build();
    return HttpClient.newHttpClient().send(write, BodyHandlers.ofString()).body();
  }

  /** Nobody reads what a browser is answered, so that must not use up the hour. */
  @Test
  void browsersAreNotTold() {
    assertThat(warnings("/raw-ingestion/users/ann/interactions-bulk/", rows(BOUGHT))).isEmpty();
    String beacon = "{\"token\": \"" + token + "\", \"interactions\": [" + BOUGHT + "]}";
    assertThat(api.beacon("/beacon/users/ann/interactions-bulk/", beacon).text()).isEqualTo("{}");
    assertThat(listed()).containsExactly("bougth");
    assertThat(warnings("/users/ann/interactions-bulk/", rows(BOUGHT))).hasSize(1);
  }

  @Test
  void contractASaysNothingAndNotesIt() {
    Answer answer = api.send("POST", "/user-data/ann/interactions", token, BOUGHT);
    assertThat(answer.json().fieldNames()).toIterable().containsExactly("interaction_id");
    String id = answer.json().path("interaction_id").asText();
    String amended = "{\"interaction_id\": \"" + id + "\", \"interaction_type\": \"returned\"}";
    api.send("PUT", "/user-data/ann/interactions", token, amended);
    assertThat(listed()).containsExactly("bougth", "returned");
  }

  @Test
  void theyAreListedUntilTheParametersNameThem() {
    warnings("/users/ann/interactions-bulk/", rows(BOUGHT + "," + ROW.formatted("z")));
    assertThat(listed()).containsExactly("bougth", "z");
    String parameters =
        "{\"interaction_types\": {\"bougth\": {\"strength\": 2}}, \"saturation\": 10}";
    api.send(
        "PUT", "/databases/current/implicit-to-explicit/", api.rootToken(database), parameters);
    assertThat(listed()).containsExactly("z");
  }

  @Test
  void withoutParametersThereIsNothingToSayYet() {
    String bare = api.createDatabase(name + "-bare", "urlsafe64", "urlsafe64");
    token = api.serviceToken(name + "-bare", "backend", bare, "");
    String session = "/sessions/" + UUID.randomUUID() + "/interactions-bulk/";
    assertThat(warnings(session, rows(BOUGHT))).isEmpty();
    assertThat(listed()).containsExactly("bougth");
  }

  @Test
  void aProgramThatMakesUpTypesFillsNothing() {
    String many =
        IntStream.range(0, 150)
            .mapToObj(type -> ROW.formatted("type-" + type))
            .collect(Collectors.joining(","));
    String warning = warnings("/users/ann/interactions-bulk/", rows(many)).get(0);
    assertThat(warning).contains("and 140 more").hasSizeLessThan(500);
    assertThat(listed()).hasSize(100);
  }
}
