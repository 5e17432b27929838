package io.tastelake.serving.taste;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The items that suit users and sessions. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecommendationsTest {

  private static final int ITEMS = 150;
  private static final int RANK = 64;
  private static final String FOR_SESSIONS = "/recommendation/sessions/items/";

  private final TestApi api;
  private String database;
  private String token;
  private String model;
  private ItemFactors factors;

  RecommendationsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void publishAModel() {
    database = api.createReadyDatabase("recommendations", "urlsafe64", "uint32");
    token = api.serviceToken("recommendations", "backend", database, "");
    Map<String, float[]> items = RememberedFactors.random(new Random(5), ITEMS, RANK);
    model = UUID.randomUUID().toString();
    factors = api.factors.train(api.store, database, model, items);
    RememberedFactors.publish(api.store, database, model);
  }

  private JsonNode get(String user, String query) {
    Answer answer =
        api.send("GET", "/recommendation/users/" + user + "/items/" + query, token, null);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode post(String body) {
    Answer answer = api.send("POST", FOR_SESSIONS, token, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> items(JsonNode page) {
    List<String> items = new ArrayList<>();
    page.path("items_id").forEach(item -> items.add(item.toString()));
    return items;
  }

  private Answer asked(String user) {
    return api.send("GET", "/recommendation/users/" + user + "/items/", token, null);
  }

  /** Java's client refuses any member beside the list and the cursor. */
  private static String warning(Answer answer) {
    assertThat(answer.json().has("warnings")).isFalse();
    return answer.response().headers().firstValue("X-Recommendation-Warning").orElse("");
  }

  private List<String> expected(Map<String, Double> ratings, int amount, Set<String> without) {
    return BestItems.of(factors, ratings, amount, without);
  }

  private void show(String user, long revision, Map<String, Double> ratings) {
    new ShownTaste(user, 1, revision, ratings, Map.of()).writeTo(api.store, database);
  }

  private void view(String session, int item) {
    Answer answer =
        api.send(
            "POST",
            "/sessions/" + session + "/items/" + item + "/interactions/",
            token,
            "{\"interaction_type\": \"view\"}");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aUserGetsTheBestItemsFirst() {
    Map<String, Double> ratings = Map.of("3", 9.0, "7", 8.0, "9", 2.0);
    show("ann", 1, ratings);
    assertThat(items(get("ann", ""))).isEqualTo(expected(ratings, 64, Set.of()));
    assertThat(items(get("ann", "?amt=5"))).isEqualTo(expected(ratings, 5, Set.of()));
    assertThat(asked("ann").response().headers().firstValue("X-Recommendation-Source"))
        .hasValue("model");
    assertThat(warning(asked("ann"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true,yes", "True,yes", "1,yes", "false,no", "False,no", "0,no"})
  void ratedItemsAreLeftOutIfOneLikes(String flag, String left) {
    Map<String, Double> ratings = Map.of("3", 9.0, "7", 8.0, "9", 2.0);
    show("rated", 1, Map.of("3", 9.0, "9", 2.0));
    api.send("PUT", "/users/rated/ratings/7/", token, "{\"rating\": 8}");
    Set<String> without = left.equals("yes") ? ratings.keySet() : Set.of();
    assertThat(items(get("rated", "?exclude_rated_items=" + flag)))
        .isEqualTo(expected(ratings, 64, without));
    JsonNode session =
        post(
            """
            {"ratings": [{"item_id": 3, "rating": 9}, {"item_id": "7", "rating": 8},
                         {"item_id": 9, "rating": 1}, {"item_id": 9, "rating": 2}],
             "exclude_rated_items": %s}
            """
                .formatted(flag.matches("[a-z]+") ? flag : '"' + flag + '"'));
    assertThat(items(session)).isEqualTo(expected(ratings, 64, without));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"amt\": 65} | WRONG_DATA_TYPE",
        "{\"amt\": 0.5} | WRONG_DATA_TYPE",
        "{\"exclude_rated_items\": \"maybe\"} | WRONG_DATA_TYPE",
        "{\"cursor\": \"x\"} | WRONG_PARAMETER",
        "{\"cursor\": 7} | WRONG_DATA_TYPE",
        "{\"session_id\": \"x\"} | INCORRECT_SESSION_ID_TYPE",
        "{\"session_id\": [1]} | WRONG_DATA_TYPE",
        "{\"ratings\": 7} | WRONG_DATA_TYPE",
        "{\"ratings\": [7]} | WRONG_DATA_TYPE",
        "{\"ratings\": [{\"item_id\": 1}]} | WRONG_DATA_TYPE",
        "{\"ratings\": [{\"item_id\": -1, \"rating\": 5}]} | INCORRECT_ITEM_ID_TYPE",
        "{\"ratings\": [{\"item_id\": 1, \"rating\": 11}]} | WRONG_DATA_TYPE",
      })
  void wrongBodiesAreWrongData(String body, String name) {
    assertErrorShape(api.send("POST", FOR_SESSIONS, token, body), 400, 40, "WrongData", name);
  }

  /** The user acts between all pages, and the list stays what it was. */
  @Test
  void followingCursorsVisitsEachItemOnce() {
    show("pager", 1, Map.of("3", 9.0));
    List<String> seen = new ArrayList<>();
    JsonNode page = get("pager", "?amt=7");
    for (int revision = 2; page.has("next_cursor"); revision++) {
      seen.addAll(items(page));
      show("pager", revision, Map.of("" + revision, 10.0));
      page = get("pager", "?amt=7&cursor=" + page.path("next_cursor").asText());
    }
    seen.addAll(items(page));
    assertThat(seen).isEqualTo(expected(Map.of("3", 9.0), ITEMS, Set.of())).hasSize(ITEMS);
  }

  @Test
  void aSessionsListGoesOnToo() {
    String session = UUID.randomUUID().toString();
    view(session, 11);
    List<String> seen = new ArrayList<>();
    JsonNode page = post("{\"session_id\": \"%s\", \"amt\": 64}".formatted(session));
    while (page.has("next_cursor")) {
      seen.addAll(items(page));
      view(session, seen.size());
      page =
          post(
              "{\"session_id\": \"%s\", \"amt\": 64, \"cursor\": \"%s\"}"
                  .formatted(session, page.path("next_cursor").asText()));
    }
    seen.addAll(items(page));
    assertThat(seen)
        .hasSize(ITEMS)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, ITEMS).mapToObj(Integer::toString).toList());
  }

  @Test
  void aCursorIsOfItsListAndModelAlone() {
    show("cursors", 1, Map.of("3", 9.0));
    show("others", 1, Map.of("3", 9.0));
    String cursor = get("cursors", "?amt=7").path("next_cursor").asText();
    for (String foreign :
        List.of("others/items/?cursor=", "cursors/items/?exclude_rated_items=1&cursor=")) {
      assertWrongCursor(api.send("GET", "/recommendation/users/" + foreign + cursor, token, null));
    }
    assertWrongCursor(api.send("POST", FOR_SESSIONS, token, "{\"cursor\": \"" + cursor + "\"}"));

    String next = UUID.randomUUID().toString();
    api.factors.train(api.store, database, next, Map.of("1", new float[] {1, 2}));
    RememberedFactors.publish(api.store, database, next);
    Answer late =
        api.send("GET", "/recommendation/users/cursors/items/?cursor=" + cursor, token, null);
    RememberedFactors.publish(api.store, database, model);
    assertWrongCursor(late);
    assertThat(late.json().path("message").asText()).contains("has expired");
  }

  @Test
  void aListEndsWhenItsUserIsForgotten() {
    show("forgotten", 1, Map.of("3", 9.0));
    String cursor = get("forgotten", "?amt=7").path("next_cursor").asText();
    String forget = "{\"users_id\": [\"forgotten\"]}";
    assertThat(api.send("DELETE", "/interactions-ratings-bulk/", token, forget).status())
        .isEqualTo(200);
    assertWrongCursor(
        api.send(
            "GET", "/recommendation/users/forgotten/items/?amt=7&cursor=" + cursor, token, null));
    assertThat(warning(asked("forgotten"))).contains("No taste is known yet");
  }

  @Test
  void whereNoTasteIsKnownTheAnswerSaysSo() {
    assertThat(get("stranger", "").path("items_id")).isNotEmpty();
    assertThat(warning(asked("stranger"))).contains("No taste is known yet");
    assertThat(asked("stranger").response().headers().firstValue("X-Recommendation-Source"))
        .hasValue("popular");
    for (String body : new String[] {null, "{}", "{\"ratings\": []}"}) {
      assertThat(post(body).path("items_id")).isNotEmpty();
      assertThat(warning(api.send("POST", FOR_SESSIONS, token, body))).contains("No taste");
    }
  }

  @Test
  void aSessionsInteractionsSpeakAndGivenRatingsSpeakLouder() {
    String session = UUID.randomUUID().toString();
    view(session, 11);
    view(session, 12);
    view(session, 12);
    double once = 5.5 + 4.5 * -Math.expm1(-1 / 10.0);
    double twice = 5.5 + 4.5 * -Math.expm1(-2 / 10.0);
    String named = "{\"session_id\": \"" + session + "\"";
    assertThat(items(post(named + "}")))
        .isEqualTo(expected(Map.of("11", once, "12", twice), 64, Set.of()));
    assertThat(items(post(named + ", \"ratings\": [{\"item_id\": 12, \"rating\": 1}]}")))
        .isEqualTo(expected(Map.of("11", once, "12", 1.0), 64, Set.of()));
    assertThat(items(post(named + ", \"exclude_rated_items\": true}")))
        .isEqualTo(expected(Map.of("11", once, "12", twice), 64, Set.of("11", "12")));
  }

  @Test
  void aFrontendAsksForItsOwnSession() {
    String session = UUID.randomUUID().toString();
    view(session, 11);
    String own =
        api.serviceToken(
            "recommendations-own",
            "frontend",
            database,
            ", \"frontend_session_id\": \"" + session + "\"");
    String unbound = api.serviceToken("recommendations-unbound", "frontend", database, "");
    String mine = "{\"session_id\": \"" + session + "\"}";
    String other = "{\"session_id\": \"" + UUID.randomUUID() + "\"}";
    String ratings = "{\"ratings\": [{\"item_id\": 12, \"rating\": 9}]}";
    String me = "{\"session_id\": \"~me\"}";
    for (String body : List.of(mine, me, ratings)) {
      assertThat(api.send("POST", FOR_SESSIONS, own, body).status()).as(body).isEqualTo(200);
    }
    refused(api.send("POST", FOR_SESSIONS, unbound, me));
    assertThat(warning(api.send("POST", FOR_SESSIONS, unbound, mine)))
        .as("nothing stored is read for a token that is bound to nobody")
        .contains("No taste is known yet");
    assertThat(items(api.send("POST", FOR_SESSIONS, unbound, ratings).json()))
        .isEqualTo(items(post(ratings)));
    refused(api.send("POST", FOR_SESSIONS, own, other));
    assertThat(items(api.send("POST", FOR_SESSIONS, own, me).json())).isEqualTo(items(post(mine)));
  }

  private static void refused(Answer answer) {
    assertErrorShape(answer, 403, 50, "ForbiddenError", "INCORRECT_FRONTEND_SESSION_ID");
  }

  @Test
  void itemFactorsAreReadOncePerModel() {
    show("reader", 1, Map.of("3", 9.0));
    var unused = get("reader", "");
    int reads = api.factors.reads.get();
    for (int i = 0; i < 5; i++) {
      unused = get("reader", "");
    }
    assertThat(api.factors.reads.get()).isEqualTo(reads);
  }

  private static void assertWrongCursor(Answer answer) {
    assertErrorShape(answer, 400, 40, "WrongData", "WRONG_PARAMETER");
  }
}
