package io.tastelake.serving.taste;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A list is never empty: where a model has nothing to say it is what is popular lately. */
@ExtendWith(ApiResource.class)
class PopularListsTest {

  private static final List<String> LISTS =
      List.of("users/stranger/items/", "items/unknown/items/", "sessions/items/");
  private static int databases;

  private final TestApi api;
  private String database;
  private String token;

  PopularListsTest(TestApi api) {
    this.api = api;
  }

  @BeforeEach
  void createADatabase() {
    database = api.createReadyDatabase("popular-" + ++databases, "urlsafe64", "urlsafe64");
    token = api.rootToken(database);
  }

  private Answer ask(String list) {
    String method = list.startsWith("sessions") ? "POST" : "GET";
    return api.send(method, "/recommendation/" + list, token, null);
  }

  private static List<String> items(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> items = new ArrayList<>();
    answer.json().path("items_id").forEach(item -> items.add(item.asText()));
    return items;
  }

  private static String header(Answer answer, String name) {
    return answer.response().headers().firstValue("X-Recommendation-" + name).orElse("");
  }

  private void rate(String user, String item, int rating) {
    String path = "/users/" + user + "/ratings/" + item + "/";
    assertThat(api.send("PUT", path, token, "{\"rating\": " + rating + "}").status())
        .isEqualTo(200);
  }

  private void publish(Map<String, float[]> items) {
    String model = UUID.randomUUID().toString();
    api.factors.train(api.store, database, model, items);
    RememberedFactors.publish(api.store, database, model);
  }

  @Test
  void aDatabaseIsNotReadyOnlyWhileItHasNothing() {
    for (String list : LISTS) {
      assertErrorShape(ask(list), 503, 1, "ServerUnavailable", "DATABASE_NOT_READY");
    }
    rate("ann", "lamp", 9);
    for (String list : LISTS) {
      assertThat(items(ask(list))).as(list).containsExactly("lamp");
      assertThat(header(ask(list), "Source")).isEqualTo("popular");
      assertThat(header(ask(list), "Warning")).contains("no model yet");
    }
  }

  /** A scale of five before its first model, or people who only complain. */
  @Test
  void lowRatingsAreEnough() {
    rate("ann", "sofa", 4);
    rate("bob", "sofa", 5);
    rate("ann", "rug", 1);
    rate("bob", "lamp", 5);
    for (String list : LISTS) {
      assertThat(items(ask(list))).as(list).containsExactly("lamp", "sofa", "rug");
      assertThat(header(ask(list), "Source")).isEqualTo("popular");
    }
    assertThat(items(ask("users/ann/items/?exclude_rated_items=1"))).containsExactly("lamp");
    Answer page = ask(LISTS.get(0) + "?amt=2");
    String cursor = page.json().path("next_cursor").asText();
    assertThat(items(ask(LISTS.get(0) + "?amt=2&cursor=" + cursor))).containsExactly("rug");
    rate("cid", "rug", 6);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(items(ask(LISTS.get(0)))).containsExactly("rug"));
  }

  @Test
  void interactionsAreEnough() {
    for (String session : List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString())) {
      view("sessions/" + session + "/items/sofa/interactions/");
    }
    String pushed = UUID.randomUUID().toString();
    for (int i = 0; i < 5; i++) {
      view("sessions/" + pushed + "/items/lamp/interactions/");
    }
    for (String list : LISTS) {
      assertThat(items(ask(list))).as("each session counts once").containsExactly("sofa", "lamp");
    }
  }

  private void view(String path) {
    assertThat(api.send("POST", "/" + path, token, "{\"interaction_type\": \"view\"}").status())
        .isEqualTo(200);
  }

  @Test
  void whatMoreUsersLikeComesFirstAndWhatNobodyLikesNotAtAll() {
    for (String user : List.of("ann", "bob", "cid")) {
      rate(user, "sofa", 8);
      rate(user, "rug", 3);
    }
    rate("ann", "lamp", 10);
    publish(Map.of("sofa", new float[] {1, 0}));
    for (String list : LISTS) {
      assertThat(items(ask(list))).as(list).containsExactly("sofa", "lamp");
    }
    assertThat(header(ask(LISTS.get(0)), "Warning")).contains("No taste is known yet");
    assertThat(header(ask(LISTS.get(1)), "Warning")).contains("does not know the item");
  }

  @Test
  void popularItemsFollowThoseThatTheModelRanks() {
    rate("ann", "lamp", 9);
    rate("bob", "new", 9);
    rate("cid", "new", 9);
    publish(Map.of("lamp", new float[] {1, 0}, "sofa", new float[] {1, 1}));
    Answer whole = ask("users/ann/items/");
    assertThat(items(whole)).containsExactly("lamp", "sofa", "new");
    assertThat(header(whole, "Source")).isEqualTo("mixed");
    assertThat(header(ask("users/ann/items/?amt=2"), "Source")).isEqualTo("model");
    Answer page = ask("users/ann/items/?amt=1");
    List<String> seen = new ArrayList<>(items(page));
    while (page.json().has("next_cursor")) {
      page = ask("users/ann/items/?amt=1&cursor=" + page.json().path("next_cursor").asText());
      seen.addAll(items(page));
    }
    assertThat(seen).containsExactly("lamp", "sofa", "new");
    assertThat(header(page, "Source")).isEqualTo("popular");
    assertThat(items(ask("users/cid/items/?exclude_rated_items=true"))).containsExactly("lamp");
    assertThat(items(ask("items/lamp/items/"))).containsExactly("sofa", "new");
  }

  @Test
  void aModelThatTheLakeLacksIsNoReasonForAnEmptyList() {
    rate("ann", "lamp", 9);
    String model = UUID.randomUUID().toString();
    api.factors.train(api.store, database, model, Map.of("lamp", new float[] {1}));
    RememberedFactors.publish(api.store, database, model);
    api.factors.lose(model);
    assertThat(items(ask("users/ann/items/"))).containsExactly("lamp");
  }

  @Test
  void whatBecomesPopularIsSeen() {
    rate("ann", "lamp", 9);
    assertThat(items(ask(LISTS.get(0)))).containsExactly("lamp");
    rate("ann", "sofa", 9);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(items(ask(LISTS.get(0)))).contains("sofa"));
  }

  @Test
  void whoHasRatedEverythingIsToldSo() {
    rate("ann", "lamp", 9);
    Answer answer = ask("users/ann/items/?exclude_rated_items=1");
    assertThat(items(answer)).isEmpty();
    assertThat(header(answer, "Source")).isEmpty();
    assertThat(header(answer, "Warning")).contains("excludes every item");
  }
}
