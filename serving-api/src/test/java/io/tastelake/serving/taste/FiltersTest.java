package io.tastelake.serving.taste;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.ServingApi;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which items a list may hold, and how neighbours differ. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiltersTest {

  private static final int ITEMS = 200;
  private static final List<String> LISTS =
      List.of("users/ann/items/", "users/stranger/items/", "items/7/items/");

  private final TestApi api;
  private String token;

  FiltersTest(TestApi api) {
    this.api = api;
  }

  /** Items 0 to 199 are the model's, 200 to 209 in the catalogue alone, 210 is popular alone. */
  @BeforeAll
  void fill() {
    String database = api.createReadyDatabase("filters", "urlsafe64", "uint32");
    token = api.rootToken(database);
    for (String property :
        List.of(
            "'price', 'value_type': 'float32'",
            "'kind', 'value_type': 'unicode'",
            "'in_stock', 'value_type': 'bool'",
            "'tags', 'value_type': 'unicode', 'repeated': true")) {
      stored("POST", "/items-properties/", "{'property_name': " + property + "}");
    }
    stored(
        "PUT",
        "/items-bulk/",
        IntStream.range(0, 210)
            .mapToObj(
                item ->
                    "{'item_id': %d, 'price': %d, 'kind': 'k%d', 'in_stock': true, 'tags': ['t%d', 'all']}"
                        .formatted(item, item, item % 4, item % 7))
            .collect(Collectors.joining(",", "{'items': [", "]}")));
    String model = UUID.randomUUID().toString();
    Map<String, float[]> factors = RememberedFactors.random(new Random(11), ITEMS, 8);
    var unused = api.factors.train(api.store, database, model, factors);
    RememberedFactors.publish(api.store, database, model);
    stored("PUT", "/users/ann/ratings/3/", "{'rating': 9}");
    stored("PUT", "/users/bob/ratings/210/", "{'rating': 9}");
    stored("PUT", "/users/bob/ratings/9/", "{'rating': 9}");
  }

  private void stored(String method, String path, String body) {
    Answer answer = api.send(method, path, token, body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private Answer ask(String list, String... filters) {
    StringBuilder query = new StringBuilder("?amt=64");
    for (String filter : filters) {
      query.append("&filters=").append(URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }
    return api.send("GET", "/recommendation/" + list + query, token, null);
  }

  private static List<Integer> items(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<Integer> items = new ArrayList<>();
    answer.json().path("items_id").forEach(item -> items.add(item.asInt()));
    return items;
  }

  private static List<Integer> numbers(int... numbers) {
    return IntStream.of(numbers).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price:lt:3 | 0 1 2",
        "price:lte:2.5 | 0 1 2",
        "price:gt:206 | 207 208 209",
        "price:gte:207e0 | 207 208 209",
        "price:eq:5 | 5",
        "price:in:5,207,999 | 5 207",
        "price:empty | 210",
      })
  void filtersDecide(String filter, String wanted) {
    List<Integer> expected = List.of(wanted.split(" ")).stream().map(Integer::valueOf).toList();
    for (String list : LISTS) {
      assertThat(items(ask(list, filter))).as(list).containsExactlyInAnyOrderElementsOf(expected);
    }
    String body =
        "{\"ratings\": [{\"item_id\": 3, \"rating\": 9}], \"filters\": [\"" + filter + "\"]}";
    assertThat(items(api.send("POST", "/recommendation/sessions/items/", token, body)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void severalFiltersHoldTogether() {
    assertThat(items(ask(LISTS.get(0), "kind:eq:k1", "price:lt:20", "tags:notin:t1,t2")))
        .containsExactlyInAnyOrderElementsOf(numbers(5, 13, 17));
    assertThat(items(ask(LISTS.get(0), "kind:neq:k1", "price:lt:4")))
        .containsExactlyInAnyOrderElementsOf(numbers(0, 2, 3));
    assertThat(items(ask(LISTS.get(0), "in_stock:eq:False"))).isEmpty();
    assertThat(items(ask(LISTS.get(0), "tags:eq:all", "price:gte:190"))).hasSize(20);
    assertThat(items(ask(LISTS.get(0), "tags:notempty", "price:gte:190"))).hasSize(20);
  }

  @Test
  void inBodiesFiltersAreObjectsToo() {
    String body =
        """
        {"filters": [{"property_name": "kind", "op": "in", "value": ["k1", "k2"]},
                     {"property_name": "price", "op": "lt", "value": 4},
                     {"property_name": "in_stock", "op": "eq", "value": true},
                     {"property_name": "tags", "op": "notempty"}]}
        """;
    assertThat(items(api.send("POST", "/recommendation/sessions/items/", token, body)))
        .containsExactlyInAnyOrderElementsOf(numbers(1, 2));
  }

  @Test
  void whatIsWantedKeepsItsOrderAndCursorsVisitEachItemOnce() {
    List<Integer> all = new ArrayList<>();
    for (String list : LISTS) {
      List<Integer> seen = new ArrayList<>();
      String path = "/recommendation/" + list + "?amt=9&filters=kind:eq:k1";
      Answer page = api.send("GET", path, token, null);
      seen.addAll(items(page));
      while (page.json().has("next_cursor")) {
        String cursor = "&cursor=" + page.json().path("next_cursor").asText();
        page = api.send("GET", path + cursor, token, null);
        seen.addAll(items(page));
      }
      assertThat(seen).as(list).doesNotHaveDuplicates();
      assertThat(seen.stream().filter(item -> item < ITEMS).count()).as(list).isEqualTo(50);
      all.addAll(seen);
    }
    assertThat(all).allMatch(item -> item % 4 == 1).contains(201, 205, 209);
    Answer first =
        api.send("GET", "/recommendation/users/ann/items/?amt=9&filters=kind:eq:k1", token, null);
    String cursor = first.json().path("next_cursor").asText();
    assertErrorShape(
        api.send("GET", "/recommendation/users/ann/items/?amt=9&cursor=" + cursor, token, null),
        400,
        40,
        "WrongData",
        "WRONG_PARAMETER");
  }

  /** On every instance, with the next request. */
  @Test
  void whatIsOutOfStockIsInNoListOfAnyInstance() throws Exception {
    try (ServingApi other = api.another(api.interactions, Clock.systemUTC())) {
      String path =
          "/recommendation/users/ann/items/?amt=64&filters=in_stock:eq:true&filters=price:eq:42";
      assertThat(items(api.send("GET", path, token, null))).containsExactly(42);
      assertThat(askOther(other, path)).contains("[42]");
      stored("PATCH", "/items/42/", "{'item': {'in_stock': false}}");
      assertThat(items(api.send("GET", path, token, null))).isEmpty();
      assertThat(askOther(other, path)).contains("[]");
      stored("PATCH", "/items-bulk/", "{'items': [{'item_id': 42, 'in_stock': true}]}");
      assertThat(askOther(other, path)).contains("[42]");
      stored("DELETE", "/items/42/", "{}");
      assertThat(askOther(other, path)).contains("[]");
      stored(
          "PUT",
          "/items/42/",
          "{'item': {'price': 42, 'kind': 'k2', 'in_stock': true, 'tags': ['t0', 'all']}}");
    }
  }

  private String askOther(ServingApi other, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(other.uri() + path))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void itemsMayBeExcludedAndAScenarioIsRepeated() {
    String path =
        "/recommendation/users/ann/items/?filters=price:lt:4&scenario=home&exclude_items_id=2";
    Answer answer = api.send("GET", path + "&exclude_items_id=207", token, null);
    assertThat(items(answer)).containsExactlyInAnyOrderElementsOf(numbers(0, 1, 3));
    assertThat(answer.response().headers().firstValue("X-Recommendation-Scenario"))
        .hasValue("home");
    assertThat(items(api.send("GET", path + "&exclude_rated_items=1", token, null)))
        .containsExactlyInAnyOrderElementsOf(numbers(0, 1));
    String body = "{\"exclude_items_id\": [\"0\", 1], \"filters\": [\"price:lt:4\"]}";
    assertThat(items(api.send("POST", "/recommendation/sessions/items/", token, body)))
        .containsExactlyInAnyOrderElementsOf(numbers(2, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filters=price | WRONG_DATA_TYPE",
        "filters=price:is:1 | WRONG_DATA_TYPE",
        "filters=price:ftsearch:1 | WRONG_DATA_TYPE",
        "filters=price:lt | WRONG_DATA_TYPE",
        "filters=price:lt:cheap | WRONG_DATA_TYPE",
        "filters=in_stock:eq:maybe | WRONG_DATA_TYPE",
        "reranking=kind:shuffle | WRONG_DATA_TYPE",
        "reranking=kind:diversity:-1 | WRONG_DATA_TYPE",
        "exclude_items_id=x | INCORRECT_ITEM_ID_TYPE",
        "scenario=%C3%BC | WRONG_DATA_TYPE",
      })
  void whatIsWrongIsWrongData(String query, String name) {
    for (String list : LISTS) {
      Answer answer = api.send("GET", "/recommendation/" + list + "?" + query, token, null);
      assertErrorShape(answer, 400, 40, "WrongData", name);
    }
  }

  @Test
  void anUnknownPropertyIsNotFound() {
    for (String list : LISTS) {
      for (String query : List.of("filters=none:notempty", "reranking=none:diversity")) {
        Answer answer = api.send("GET", "/recommendation/" + list + "?" + query, token, null);
        assertErrorShape(answer, 404, 60, "NotFoundError", "ITEM_PROPERTY_NOT_FOUND");
        assertThat(answer.text()).contains("\"type\":\"item-property\"", "\"key\":\"none\"");
      }
    }
  }
}
