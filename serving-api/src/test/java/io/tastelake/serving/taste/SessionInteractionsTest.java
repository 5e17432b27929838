package io.tastelake.serving.taste;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recommendations by interactions of the request's own body, and what a request may not ask for.
 */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionInteractionsTest {

  private static final String PATH = "/recommendation/sessions/items/";
  private static final double ONCE = 5.5 + 4.5 * -Math.expm1(-1 / 10.0);
  private static final double TWICE = 5.5 + 4.5 * -Math.expm1(-2 / 10.0);

  private final TestApi api;
  private ItemFactors factors;
  private String database;
  private String token;

  SessionInteractionsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void train() {
    database = api.createReadyDatabase("brought", "urlsafe64", "uint32");
    token = api.serviceToken("brought", "frontend", database, "");
    String model = UUID.randomUUID().toString();
    factors =
        api.factors.train(
            api.store, database, model, RememberedFactors.random(new Random(7), 30, 3));
    RememberedFactors.publish(api.store, database, model);
  }

  private Answer ask(String body) {
    return api.send("POST", PATH, token, body);
  }

  private List<String> items(String body) {
    Answer answer = ask(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return StreamSupport.stream(answer.json().path("items_id").spliterator(), false)
        .map(Object::toString)
        .toList();
  }

  private List<String> expected(Map<String, Double> ratings, Set<String> without) {
    return BestItems.of(factors, ratings, 64, without);
  }

  private static String view(int item) {
    return "{\"item_id\": %d, \"interaction_type\": \"view\"}".formatted(item);
  }

  private static String body(String interactions, String more) {
    return "{\"interactions\": [" + interactions + "]" + more + "}";
  }

  @Test
  void theyAreFoldedInByTheDatabasesParametersAndStoredNowhere() {
    int stored = api.interactions.events(new DatabaseId(database)).size();
    String twice = view(11) + "," + view(12) + "," + view(12);
    assertThat(items(body(twice, "")))
        .isEqualTo(expected(Map.of("11", ONCE, "12", TWICE), Set.of()));
    assertThat(items(body(twice, ", \"exclude_rated_items\": true")))
        .isEqualTo(expected(Map.of("11", ONCE, "12", TWICE), Set.of("11", "12")));
    assertThat(items(body(twice, ", \"ratings\": [{\"item_id\": 12, \"rating\": 1}]")))
        .isEqualTo(expected(Map.of("11", ONCE, "12", 1.0), Set.of()));
    assertThat(api.interactions.events(new DatabaseId(database))).hasSize(stored);
  }

  @Test
  void theyAddToWhatASessionDidIfTheCallerMayReadIt() {
    String session = UUID.randomUUID().toString();
    String write = "/sessions/" + session + "/items/11/interactions/";
    api.send("POST", write, token, "{\"interaction_type\": \"view\"}");
    String more = ", \"session_id\": \"" + session + "\"";
    assertThat(items(body(view(11), more)))
        .as("a token that is bound to nobody reads nothing stored")
        .isEqualTo(expected(Map.of("11", ONCE), Set.of()));
    String backend = api.serviceToken("brought-backend", "backend", database, "");
    Answer both = api.send("POST", PATH, backend, body(view(11), more));
    assertThat(both.json().path("items_id").get(0).asText())
        .isEqualTo(expected(Map.of("11", TWICE), Set.of()).get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | WRONG_DATA_TYPE",
        "{} | WRONG_DATA_TYPE",
        "[7] | WRONG_DATA_TYPE",
        "[{\"item_id\": 1}] | WRONG_DATA_TYPE",
        "[{\"interaction_type\": \"view\"}] | WRONG_DATA_TYPE",
        "[{\"item_id\": -1, \"interaction_type\": \"view\"}] | INCORRECT_ITEM_ID_TYPE",
        "[{\"item_id\": 1, \"interaction_type\": \"v\", \"timestamp\": 1e300}] | WRONG_DATA_TYPE",
      })
  void wrongOnesAreWrongData(String interactions, String name) {
    Answer refused = ask("{\"interactions\": " + interactions + "}");
    assertErrorShape(refused, 400, 40, "WrongData", name);
  }

  @Test
  void withoutParametersASessionsInteractionsSayNothingAndTheAnswerSaysSo() {
    String silent = api.createDatabase("brought-silent", "urlsafe64", "uint32");
    String root = api.rootToken(silent);
    String id = UUID.randomUUID().toString();
    api.factors.train(api.store, silent, id, Map.of("1", new float[] {1, 2}));
    RememberedFactors.publish(api.store, silent, id);
    String body = "{\"session_id\": \"" + UUID.randomUUID() + "\"}";
    Answer answer = api.send("POST", PATH, root, body);
    assertThat(answer.response().headers().firstValue("X-Recommendation-Warning").orElse(""))
        .contains("no implicit-to-explicit parameters");
  }

  /** What is not supported is refused: a list without it would be another one. */
  @Test
  void whatIsKnownAndNotSupportedIsRefused() {
    Answer refused = ask("{\"ratings\": [], \"user_properties\": {\"age\": 7}}");
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_PARAMETER");
    assertThat(refused.text()).contains("user_properties is not supported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"filters\": null, \"reranking\": null, \"scenario\": null, \"user_properties\": null}",
        "{\"filters\": [], \"reranking\": [], \"user_properties\": {}, \"scenario\": \"\"}",
        "{\"connection\": \"wire\", \"skip_default_scenario\": true, \"colour\": \"red\"}"
      })
  void nullEmptyAndUnknownOnesAreIgnored(String body) {
    assertThat(ask(body).status()).isEqualTo(200);
  }

  /** Clients wait for a database, and tell by this error that they have to. */
  @Test
  void thatADatabaseIsNotReadyIsSaidFirst() {
    String empty = api.createReadyDatabase("brought-empty", "urlsafe64", "uint32");
    Answer refused =
        api.send(
            "POST", PATH, api.rootToken(empty), "{\"filters\": [\"none:empty\"], \"ratings\": []}");
    assertErrorShape(refused, 503, 1, "ServerUnavailable", "DATABASE_NOT_READY");
  }
}
