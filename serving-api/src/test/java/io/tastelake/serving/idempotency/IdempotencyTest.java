package io.tastelake.serving.idempotency;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.log.EventLog;
import io.tastelake.log.LogUnavailableException;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.ServingApi;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes that carry an Idempotency-Key are stored once, whatever is repeated and where. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {

  private static final String ONE =
      "{\"item_id\": \"i\", \"interaction_type\": \"view\", \"properties\": {\"a\": 1}}";
  private static final String TWO =
      "{\"interactions\": [" + ONE + ", {\"item_id\": \"j\", \"interaction_type\": \"view\"}]}";

  private final TestApi api;
  private String token;
  private String other;

  IdempotencyTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    String database = api.createReadyDatabase("idempotency", "urlsafe64", "urlsafe64");
    token = api.serviceToken("idempotency-backend", "backend", database, "");
    other = api.serviceToken("idempotency-other", "backend", database, "");
  }

  private Answer send(
      URI instance, String method, String path, String as, String key, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(instance + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + as);
    return api.send(key == null ? request : request.header("Idempotency-Key", key));
  }

  private Answer send(String method, String path, String key, String body) {
    return send(api.uri(), method, path, token, key, body);
  }

  private JsonNode history(String user) {
    return api.send("GET", "/users/" + user + "/interactions-bulk/", token, null)
        .json()
        .path("interactions");
  }

  private static String anyKey() {
    return UUID.randomUUID().toString();
  }

  @Test
  void theSameKeyAndBodyStoreOnceAndAnswerTheSame() {
    String key = anyKey();
    Answer first = send("POST", "/user-data/ann/interactions", key, ONE);
    int events = api.interactions.size();
    Answer again = send("POST", "//v1/user-data/ann/interactions/", key, ONE);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.response().headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(api.interactions.size()).isEqualTo(events);
    assertThat(history("ann")).hasSize(1);
    assertThat(send("POST", "/user-data/ann/interactions", anyKey(), ONE).text())
        .isNotEqualTo(first.text());
    assertThat(history("ann")).hasSize(2);
  }

  @Test
  void anotherBodyIsWrongData() {
    String key = anyKey();
    var unused = send("POST", "/users/bob/interactions-bulk/", key, TWO);
    for (String body : List.of(TWO + " ", ONE, "", "nonsense", "{\"interactions\": []}")) {
      Answer refused = send("POST", "/users/bob/interactions-bulk/", key, body);
      assertErrorShape(refused, 400, 40, "WrongData", "WRONG_PARAMETER");
      assertThat(refused.json().path("message").asText()).contains("another body");
    }
    assertThat(history("bob")).hasSize(2);
  }

  @Test
  void aKeyIsOfOneAccountMethodAndPath() {
    String key = anyKey();
    assertThat(send("POST", "/users/carl/interactions-bulk/", key, TWO).status()).isEqualTo(200);
    assertThat(send("POST", "/users/cleo/interactions-bulk/", key, TWO).status()).isEqualTo(200);
    URI here = api.uri();
    assertThat(send(here, "POST", "/users/carl/interactions-bulk/", other, key, TWO).status())
        .isEqualTo(200);
    assertThat(history("carl")).hasSize(4);
    assertThat(history("cleo")).hasSize(2);
  }

  @Test
  void aKeyIsOfOneDatabaseAndOneFrontendSubject() {
    String key = anyKey();
    String second = api.createReadyDatabase("idempotency-2", "urlsafe64", "urlsafe64");
    List<String> callers =
        List.of(
            token,
            api.rootToken(second),
            api.serviceToken("idem-fe", "frontend", second, ", \"frontend_user_id\": \"x\""),
            api.serviceToken("idem-fe", "frontend", second, ", \"frontend_user_id\": \"y\""));
    List<String> ids = new ArrayList<>();
    for (String caller : callers) {
      String user = caller.equals(token) || caller.equals(callers.get(1)) ? "x" : "~me";
      Answer answer =
          send(api.uri(), "POST", "/user-data/" + user + "/interactions", caller, key, ONE);
      ids.add(answer.json().path("interaction_id").asText());
    }
    assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void whatWasRefusedMayBeCorrectedUnderTheSameKey() {
    String key = anyKey();
    String path = "/users/dora/interactions-bulk/";
    assertThat(send("POST", path, key, "{\"interactions\": [{}]}").status()).isEqualTo(400);
    assertThat(send("POST", path, key, TWO).status()).isEqualTo(200);
    assertThat(history("dora")).hasSize(2);
  }

  /** Stores and then fails, as a process does that is killed before it can answer. */
  private EventLog dyingAfterAppend() {
    return events -> {
      api.interactions.append(events);
      throw new LogUnavailableException("The log was killed before it answered.", null);
    };
  }

  @Test
  void afterAFailureBetweenStoringAndAnsweringTheSameIsStoredAgainOnAnyInstance() {
    try (ServingApi dying = api.another(dyingAfterAppend(), Clock.systemUTC())) {
      String key = anyKey();
      String path = "/users/eve/interactions-bulk/";
      assertThat(send(dying.uri(), "POST", path, token, key, TWO).status()).isEqualTo(503);
      JsonNode stored = history("eve");
      assertThat(stored).hasSize(2);
      assertThat(send("POST", path, key, TWO + " ").status()).isEqualTo(400);
      assertThat(send("POST", path, key, TWO).status()).isEqualTo(200);
      assertThat(history("eve")).isEqualTo(stored);
      int events = api.interactions.size();
      assertThat(send("POST", path, key, TWO).status()).isEqualTo(200);
      assertThat(api.interactions.size()).isEqualTo(events);
    }
  }

  @Test
  void aDeletionThatWasCutShortSucceedsWhenRepeated() {
    String path = "/user-data/fay/interactions";
    String id = send("POST", path, null, ONE).json().path("interaction_id").asText();
    String one = "{\"interaction_id\": \"" + id + "\"}";
    String key = anyKey();
    try (ServingApi dying = api.another(dyingAfterAppend(), Clock.systemUTC())) {
      assertThat(send(dying.uri(), "DELETE", path, token, key, one).status()).isEqualTo(500);
    }
    assertThat(history("fay")).isEmpty();
    assertThat(send("DELETE", path, anyKey(), one).status()).isEqualTo(404);
    assertThat(send("DELETE", path, key, one).text()).isEqualTo("{}");
    assertThat(send("DELETE", path, key, one).text()).isEqualTo("{}");
  }

  @Test
  void requestsThatComeAtOnceStoreOnce() throws Exception {
    String key = anyKey();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (ServingApi second = api.another(api.interactions, Clock.systemUTC())) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        URI instance = i % 2 == 0 ? api.uri() : second.uri();
        answers.add(
            threads.submit(
                () -> send(instance, "POST", "/user-data/gus/interactions", token, key, ONE)));
      }
      List<String> texts = new ArrayList<>();
      for (Future<Answer> answer : answers) {
        texts.add(answer.get().text());
      }
      assertThat(texts).containsOnly(texts.get(0));
    } finally {
      threads.shutdown();
    }
    assertThat(history("gus")).hasSize(1);
  }

  @Test
  void aKeyStandsForAnotherWriteAfterADay() {
    String key = anyKey();
    String path = "/user-data/hal/interactions";
    Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
    try (ServingApi later = api.another(api.interactions, tomorrow)) {
      String body =
          "{\"email\": \"%s\", \"password\": \"%s\", \"db_name\": \"idempotency\"}"
              .formatted(TestApi.ROOT, TestApi.PASSWORD);
      String root = tokenAt(later, body);
      String here = tokenAt(api.api(), body);
      Answer begun = send(api.uri(), "POST", path, here, key, ONE);
      Answer again = send(later.uri(), "POST", path, root, key, ONE);
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.text()).isNotEqualTo(begun.text());
    }
  }

  private String tokenAt(ServingApi instance, String credentials) {
    return api.send(
            HttpRequest.newBuilder(URI.create(instance.uri() + "/login/root/"))
                .POST(BodyPublishers.ofString(credentials)))
        .json()
        .path("token")
        .asText();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255})
  void keysOfPrintableCharactersAreTaken(int length) {
    assertThat(send("POST", "/user-data/ida/interactions", "~".repeat(length), ONE).status())
        .isEqualTo(200);
  }

  @Test
  void otherKeysAreWrongData() {
    Answer refused = send("POST", "/user-data/ida/interactions", "k".repeat(256), ONE);
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_PARAMETER");
  }

  @Test
  void writesWithoutABodyOfInteractionsAreKeptToo() {
    String key = anyKey();
    String body =
        """
        {"name": "keyed", "description": "", "user_id_type": "uint8", "item_id_type": "uint8"}
        """;
    String root = api.rootToken(null);
    Answer made = send(api.uri(), "POST", "/databases/", root, key, body);
    Answer again = send(api.uri(), "POST", "/databases/", root, key, body);
    assertThat(made.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(made.json());
  }
}
