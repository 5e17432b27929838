package io.tastelake.serving.taste;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.domain.taste.TopItems;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items like an item. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelatedItemsTest {

  private static final int ITEMS = 50;

  private final TestApi api;
  private String database;
  private String token;
  private String model;
  private ItemFactors factors;

  RelatedItemsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void publishAModel() {
    database = api.createReadyDatabase("related", "urlsafe64", "uint32");
    token = api.serviceToken("related", "frontend", database, "");
    model = UUID.randomUUID().toString();
    factors =
        api.factors.train(
            api.store, database, model, RememberedFactors.random(new Random(3), ITEMS, 8));
    RememberedFactors.publish(api.store, database, model);
  }

  private Answer ask(String path) {
    return api.send("GET", "/recommendation/items/" + path, token, null);
  }

  private static List<String> items(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> items = new ArrayList<>();
    answer.json().path("items_id").forEach(item -> items.add(item.toString()));
    return items;
  }

  private static String header(Answer answer, String name) {
    return answer.response().headers().firstValue("X-Recommendation-" + name).orElse("");
  }

  private List<String> expected(String item, int amount) {
    return TopItems.like(
            factors,
            new ItemId(item),
            amount,
            TopItems.Candidates.allBut(Set.of()),
            Optional.empty())
        .stream()
        .map(place -> place.item().value())
        .toList();
  }

  @Test
  void theMostAlikeComeFirstWithoutTheItemItself() {
    Answer answer = ask("7/items/?amt=5&user_id=ann&session_id=whoever&exclude_rated_items=True");
    assertThat(items(answer)).isEqualTo(expected("7", 5)).doesNotContain("7");
    assertThat(header(answer, "Source")).isEqualTo("similar");
    assertThat(header(answer, "Warning")).isEmpty();
  }

  @Test
  void followingCursorsVisitsEachOtherItemOnce() {
    List<String> seen = new ArrayList<>();
    Answer page = ask("7/items/?amt=9");
    for (JsonNode next = next(page); !next.isMissingNode(); next = next(page)) {
      seen.addAll(items(page));
      page = ask("7/items/?amt=9&cursor=" + next.asText());
    }
    seen.addAll(items(page));
    assertThat(seen).isEqualTo(expected("7", ITEMS)).hasSize(ITEMS - 1);
  }

  private static JsonNode next(Answer page) {
    return page.json().path("next_cursor");
  }

  @Test
  void aCursorIsOfItsItemAlone() {
    String cursor = next(ask("7/items/?amt=9")).asText();
    Answer refused = ask("8/items/?amt=9&cursor=" + cursor);
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_PARAMETER");
  }

  /** Nobody has rated anything here, so the model's items stand for popular ones. */
  @Test
  void ofAnUnknownItemTheListIsNotEmptyAndTheAnswerSaysWhy() {
    Answer answer = ask("999/items/?amt=5");
    assertThat(items(answer)).hasSize(5).doesNotContain("999");
    assertThat(header(answer, "Source")).isEqualTo("popular");
    assertThat(header(answer, "Warning")).contains("does not know the item");
  }

  @ParameterizedTest
  @CsvSource({
    "x/items/, INCORRECT_ITEM_ID_TYPE",
    "7/items/?amt=65, WRONG_PARAMETER",
    "7/items/?cursor=x, WRONG_PARAMETER",
    "7/items/?filters=price, WRONG_DATA_TYPE"
  })
  void whatIsWrongIsWrongData(String path, String name) {
    assertErrorShape(ask(path), 400, 40, "WrongData", name);
  }
}
