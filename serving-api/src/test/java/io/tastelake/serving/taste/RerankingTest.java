package io.tastelake.serving.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** How neighbours in a list are made to differ. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RerankingTest {

  private static final int ITEMS = 400;

  private final TestApi api;
  private String token;

  RerankingTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void fill() {
    String database = api.createReadyDatabase("reranking", "urlsafe64", "uint32");
    token = api.rootToken(database);
    stored("POST", "/items-properties/", "{'property_name': 'kind', 'value_type': 'unicode'}");
    stored(
        "PUT",
        "/items-bulk/",
        IntStream.range(0, ITEMS)
            .mapToObj(item -> "{'item_id': %d, 'kind': 'k%d'}".formatted(item, item % 4))
            .collect(Collectors.joining(",", "{'items': [", "]}")));
    String model = UUID.randomUUID().toString();
    var unused =
        api.factors.train(
            api.store, database, model, RememberedFactors.random(new Random(11), ITEMS, 8));
    RememberedFactors.publish(api.store, database, model);
    stored("PUT", "/users/ann/ratings/3/", "{'rating': 9}");
  }

  private void stored(String method, String path, String body) {
    Answer answer = api.send(method, path, token, body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static List<Integer> items(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<Integer> items = new ArrayList<>();
    answer.json().path("items_id").forEach(item -> items.add(item.asInt()));
    return items;
  }

  @Test
  void rerankingMakesNeighboursDifferAndLosesNothing() {
    String path = "/recommendation/users/ann/items/?amt=30";
    List<Integer> plain = pages(path);
    List<Integer> diverse = pages(path + "&reranking=kind:diversity:5");
    assertThat(diverse.get(0)).isEqualTo(plain.get(0));
    assertThat(diverse).containsExactlyInAnyOrderElementsOf(plain);
    assertThat(diverse.subList(0, 4).stream().map(item -> item % 4))
        .containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(pages(path + "&reranking=kind:diversity:0")).isEqualTo(plain);
    String body =
        "{\"reranking\": [{\"property_name\": \"kind\", \"op\": \"diversity\", \"weight\": 5}]}";
    assertThat(items(api.send("POST", "/recommendation/sessions/items/", token, body)))
        .isNotEmpty();
  }

  private List<Integer> pages(String path) {
    Answer page = api.send("GET", path, token, null);
    List<Integer> seen = new ArrayList<>(items(page));
    while (page.json().has("next_cursor")) {
      String cursor = "&cursor=" + page.json().path("next_cursor").asText();
      page = api.send("GET", path + cursor, token, null);
      seen.addAll(items(page));
    }
    assertThat(seen).doesNotHaveDuplicates();
    return seen;
  }
}
