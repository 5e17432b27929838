package io.tastelake.serving.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.store.QueuedWrites;
import io.tastelake.store.NotedList;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TestStore;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists that are shown have an id and are noted; no answer waits for that or fails with it. */
@ExtendWith(ApiResource.class)
class ShownListsTest {

  private static final DatabaseId SHOP = new DatabaseId("shop000000000000000000");
  private static final Optional<Actor> ANN = Optional.of(Actor.of(new UserId("ann")));
  private static final Duration NEVER = Duration.ofDays(1);
  private static final byte[] KEY = new byte[32];
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final List<ItemId> ITEMS = List.of(new ItemId("b"), new ItemId("a"));

  private final TestApi api;

  ShownListsTest(TestApi api) {
    this.api = api;
  }

  private static ShownLists lists(QueuedWrites<NotedList> queue) {
    return new ShownLists(queue, KEY, UUID::randomUUID, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private String noted(String id) {
    String select =
        "SELECT actor_kind, actor_id, scenario, array_to_string(items, ' ') FROM shown_lists"
            + " WHERE id = ?";
    await().atMost(Duration.ofMinutes(1)).until(() -> !api.store.rows(select, id).isEmpty());
    return api.store.rows(select, id).get(0);
  }

  private static String id(TestApi.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().has("recommendation_id")).as("SDKs refuse it").isFalse();
    return answer.response().headers().firstValue("X-Recommendation-Id").orElse("");
  }

  @Test
  void eachListHasAnIdAndIsNotedForWhomItIsShown() {
    String database = api.createReadyDatabase("shown", "urlsafe64", "urlsafe64");
    String token = api.serviceToken("shown", "backend", database, "");
    String session = UUID.randomUUID().toString();
    api.send("PUT", "/users/eve/ratings/rug", token, "{\"rating\": 9}");
    api.send("PUT", "/users/eve/ratings/bed", token, "{\"rating\": 9.5}");
    String users = "/recommendation/users/ann/items/?amt=1&scenario=home";
    String first = id(api.send("GET", users, token, null));
    String second = id(api.send("GET", users, token, null));
    assertThat(first).hasSize(54).isNotEqualTo(second);
    assertThat(noted(first)).matches("USER\\|ann\\|home\\|(rug|bed)");
    assertThat(noted(second)).isEqualTo(noted(first));
    String body = "{\"session_id\": \"" + session + "\"}";
    assertThat(noted(id(api.send("POST", "/recommendation/sessions/items/", token, body))))
        .matches("SESSION\\|" + session + "\\|\\|\\w+ \\w+");
    assertThat(noted(id(api.send("POST", "/recommendation/sessions/items/", token, "{}"))))
        .matches("null\\|null\\|\\|\\w+ \\w+");
    String related = "/recommendation/items/rug/items/";
    assertThat(noted(id(api.send("GET", related, token, null)))).isEqualTo("null|null||bed");
    String page = api.serviceToken("page", "frontend", database, ", \"frontend_user_id\": \"ann\"");
    assertThat(noted(id(api.send("GET", related, page, null)))).isEqualTo("USER|ann||bed");
    String others = related + "?exclude_items_id=bed";
    assertThat(id(api.send("GET", others, token, null))).as("nothing was shown").isEmpty();
  }

  @Test
  void whatTheConsoleLooksAtWasShownToNoCustomer() {
    String database = api.createReadyDatabase("looked-at", "urlsafe64", "urlsafe64");
    String token = api.rootToken(database);
    api.send("PUT", "/users/eve/ratings/rug", token, "{\"rating\": 9}");
    String looking = "/recommendation/users/ann/items/?scenario=";
    assertThat(id(api.send("GET", looking + "console", token, null))).isEmpty();
    assertThat(noted(id(api.send("GET", looking + "consoles", token, null))))
        .isEqualTo("USER|ann|consoles|rug");
    String lists = "SELECT scenario FROM shown_lists WHERE database_id = ?";
    assertThat(api.store.rows(lists, database)).containsExactly("consoles");
  }

  @Test
  void pagesOfOtherOriginsMayReadTheId() {
    String database = api.createReadyDatabase("exposed", "urlsafe64", "urlsafe64");
    String token = api.rootToken(database);
    api.send("PUT", "/users/eve/ratings/rug", token, "{\"rating\": 9}");
    TestApi.Answer answer =
        api.send(
            api.request("GET", "/recommendation/users/ann/items/", null)
                .header("Authorization", "Bearer " + token)
                .header("Origin", "https://shop.example"));
    assertThat(id(answer)).isNotEmpty();
    assertThat(answer.response().headers().firstValue("Access-Control-Expose-Headers").orElse(""))
        .contains("*");
  }

  @Test
  void anIdIsSignedForItsDatabaseAndActorAndADay() {
    RecommendationIds ids =
        new RecommendationIds(KEY, UUID::randomUUID, Clock.fixed(NOW, ZoneOffset.UTC));
    String id = ids.next(SHOP, ANN);
    assertThat(at(Duration.ofDays(1)).open(RecommendationIds.owner(SHOP, ANN), id)).hasSize(16);
    DatabaseId other = new DatabaseId("other00000000000000000");
    assertForeign(RecommendationIds.owner(other, ANN), id);
    assertForeign(RecommendationIds.owner(SHOP, Optional.empty()), id);
    Actor session = Actor.of(new SessionId("ann"));
    assertForeign(RecommendationIds.owner(SHOP, Optional.of(session)), id);
    assertThatThrownBy(
            () -> at(Duration.ofDays(1).plusMillis(1)).open(RecommendationIds.owner(SHOP, ANN), id))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("expired");
    assertThatThrownBy(
            () ->
                new Cursors(new byte[33], Clock.systemUTC())
                    .open(RecommendationIds.owner(SHOP, ANN), id))
        .isInstanceOf(ApiException.class);
  }

  private static Cursors at(Duration later) {
    return new Cursors(KEY, Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
  }

  private static void assertForeign(String owner, String id) {
    assertThatThrownBy(() -> at(Duration.ZERO).open(owner, id)).isInstanceOf(ApiException.class);
  }

  @Test
  void aFullQueueLosesListsAndNothingElse() {
    try (TestStore store = TestStore.start()) {
      store.addDatabase(SHOP, "urlsafe64", "urlsafe64");
      QueuedWrites<NotedList> queue = ShownLists.queue(OnlineStore.over(store::connect), NEVER);
      ShownLists lists = lists(queue);
      for (int i = 0; i < ShownLists.MAX_WAITING + 5; i++) {
        assertThat(lists.note(SHOP, ANN, Optional.empty(), ITEMS)).isPresent();
      }
      assertThat(queue.dropped()).isEqualTo(5);
      queue.close();
      assertThat(queue.written()).isEqualTo(ShownLists.MAX_WAITING);
      assertThat(
              store.rows(
                  "SELECT count(*), array_to_string(items, ' '), extract(epoch FROM shown_at)"
                      + " FROM shown_lists GROUP BY 2, 3"))
          .containsExactly(ShownLists.MAX_WAITING + "|b a|1767323045.678000");
    }
  }

  @Test
  void aFloodOfOneDatabaseDropsNoListOfAnother() {
    DatabaseId calm = new DatabaseId("calm000000000000000000");
    try (TestStore store = TestStore.start()) {
      store.addDatabase(SHOP, "urlsafe64", "urlsafe64");
      store.addDatabase(calm, "urlsafe64", "urlsafe64");
      QueuedWrites<NotedList> queue = ShownLists.queue(OnlineStore.over(store::connect), NEVER);
      ShownLists lists = lists(queue);
      for (int i = 0; i < 2 * ShownLists.MAX_WAITING; i++) {
        assertThat(lists.note(SHOP, ANN, Optional.of("invented " + i), ITEMS)).isPresent();
      }
      for (int i = 0; i < 5; i++) {
        assertThat(lists.note(calm, ANN, Optional.of("home"), ITEMS)).isPresent();
      }
      queue.close();
      assertThat(store.rows("SELECT count(*) FROM shown_lists WHERE scenario = 'home'"))
          .containsExactly("5");
      assertThat(queue.written()).isEqualTo(ShownLists.MAX_WAITING);
    }
  }

  @Test
  void oneThatTheStoreRefusesDropsNoOther() {
    DatabaseId deleted = new DatabaseId("deleted000000000000000");
    try (TestStore store = TestStore.start()) {
      store.addDatabase(SHOP, "urlsafe64", "urlsafe64");
      QueuedWrites<NotedList> queue = ShownLists.queue(OnlineStore.over(store::connect), NEVER);
      ShownLists lists = lists(queue);
      for (int i = 0; i < 9; i++) {
        assertThat(lists.note(SHOP, ANN, Optional.of("home"), ITEMS)).isPresent();
      }
      assertThat(lists.note(SHOP, ANN, Optional.of("a\0b"), ITEMS)).isPresent();
      assertThat(lists.note(deleted, ANN, Optional.of("home"), ITEMS)).isPresent();
      queue.close();
      assertThat(store.rows("SELECT count(*) FROM shown_lists")).containsExactly("9");
      assertThat(queue.dropped()).isOne();
    }
  }

  @Test
  void aStoreThatIsAwayLosesListsAndNothingElse() {
    QueuedWrites<NotedList> queue =
        ShownLists.queue(
            OnlineStore.over(
                () -> {
                  throw new SQLException("away", "08001");
                }),
            NEVER);
    assertThat(lists(queue).note(SHOP, ANN, Optional.empty(), ITEMS)).isPresent();
    queue.close();
    assertThat(queue.written()).isZero();
    assertThat(queue.dropped()).isOne();
  }
}
