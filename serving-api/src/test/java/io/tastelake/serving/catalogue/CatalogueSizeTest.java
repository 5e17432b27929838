package io.tastelake.serving.catalogue;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import io.tastelake.serving.http.ApiException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No catalogue takes the memory of an instance, whatever its owner writes and asks for. */
@ExtendWith(ApiResource.class)
class CatalogueSizeTest {

  private static int databases;

  private final TestApi api;
  private String database;
  private String token;

  CatalogueSizeTest(TestApi api) {
    this.api = api;
  }

  @BeforeEach
  void createADatabase() {
    database = api.createDatabase("sizes-" + ++databases, "text64", "text64");
    token = api.rootToken(database);
    for (String name : new String[] {"a", "b"}) {
      String property =
          "{\"property_name\": \"%s\", \"value_type\": \"unicode\", \"repeated\": true}"
              .formatted(name);
      assertThat(ask("POST", "/items-properties/", property).status()).isEqualTo(200);
    }
  }

  private Answer ask(String method, String path, String body) {
    return api.send(method, path, token, body);
  }

  private static String item(String property, int values) {
    String list =
        IntStream.range(0, values)
            .mapToObj(i -> "\"" + "x".repeat(1_000) + "\"")
            .collect(Collectors.joining(", "));
    return "{\"item\": {\"%s\": [%s]}}".formatted(property, list);
  }

  @Test
  void anEntryIsRefusedThatWouldBeTooLarge() {
    assertThat(ask("PUT", "/items/lamp/", item("a", 40)).status()).isEqualTo(200);
    for (Answer refused :
        new Answer[] {
          ask("PUT", "/items/lamp/", item("a", 70)), ask("PATCH", "/items/lamp/", item("b", 40))
        }) {
      assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
      assertThat(refused.text()).contains("The item lamp would hold", "may hold 65,536");
    }
    assertThat(ask("GET", "/items/lamp/", null).json().path("item").path("a")).hasSize(40);
    assertThat(ask("GET", "/items/lamp/", null).json().path("item").has("b")).isFalse();
  }

  @Test
  void entriesThatAreTooLargeTogetherAreNeitherShownNorChanged() {
    fill(600, 60_000);
    String ids =
        IntStream.range(1, 601).mapToObj(i -> "\"i" + i + "\"").collect(Collectors.joining(", "));
    Answer listed = ask("POST", "/items-bulk/list/", "{\"items_id\": [" + ids + "]}");
    String changes = ids.replaceAll("(\"i[0-9]+\")", "{\"item_id\": $1, \"a\": [\"x\"]}");
    Answer changed = ask("PATCH", "/items-bulk/", "{\"items\": [" + changes + "]}");
    for (Answer refused : new Answer[] {listed, changed}) {
      assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
      assertThat(refused.text()).contains("34 MiB together", "8 in one request");
    }
    assertThat(ask("POST", "/items-bulk/list/", "{\"items_id\": [\"i1\"]}").status())
        .isEqualTo(200);
  }

  @Test
  void entriesThatTakeTooMuchMemoryAreRefused() {
    String items = String.join(",", Collections.nCopies(300_000, "{}"));
    for (String method : new String[] {"PUT", "PATCH"}) {
      Answer refused =
          ask(method, "/items-bulk/", "{\"create_if_missing\": true, \"items\": [" + items + "]}");
      assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
      assertThat(refused.text()).contains("more than 128 MiB of memory");
    }
  }

  @Test
  void pagesOfLargeEntriesAreShorterAndLackNone() {
    fill(300, 60_000);
    List<String> ids = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      Answer page = ask("GET", "/items-bulk/?amt=500" + cursor, null);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.text().length()).isLessThan(3 << 20);
      page.json().path("items").forEach(item -> ids.add(item.path("item_id").asText()));
      cursor = "&cursor=" + page.json().path("next_cursor").asText();
      pages++;
    } while (!cursor.equals("&cursor="));
    assertThat(pages).isBetween(8, 10);
    assertThat(ids).hasSize(301).doesNotHaveDuplicates().contains("first", "i1", "i300");
  }

  @Test
  void aCatalogueThatDoesNotFitIntoMemoryHasNoFiltersAndOthersHave() {
    fill(2_000, 10);
    String other = api.createDatabase("sizes-other", "text64", "text64");
    CatalogueIndexes indexes = new CatalogueIndexes(api.onlineStore, 100_000);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> indexes.of(new DatabaseId(database)))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("filters and reranking need the database's items in memory");
      assertThat(indexes.of(new DatabaseId(other)).kibibytes()).isZero();
    }
    CatalogueIndexes larger = new CatalogueIndexes(api.onlineStore, 10_000_000);
    assertThat(larger.of(new DatabaseId(database)).kibibytes()).isBetween(300, 1_000);
  }

  /** As writes of many requests would. */
  private void fill(int entries, int characters) {
    assertThat(ask("PUT", "/items/first/", item("a", 1)).status()).isEqualTo(200);
    int unused =
        api.store.execute(
            "INSERT INTO catalogue_entries (database_id, kind, entry_id, properties, version)"
                + " SELECT database_id, kind, 'i' || n, '{\"0\":\"' || repeat('x', ?) || '\"}', version"
                + " FROM catalogue_entries, generate_series(1, ?) n"
                + " WHERE database_id = ? AND entry_id = 'first'",
            characters,
            entries,
            database);
  }
}
