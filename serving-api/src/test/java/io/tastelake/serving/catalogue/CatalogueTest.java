package io.tastelake.serving.catalogue;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of items and users, on the paths of both generations of clients. */
@ExtendWith(ApiResource.class)
class CatalogueTest {

  private static int databases;

  private final TestApi api;
  private String token;

  CatalogueTest(TestApi api) {
    this.api = api;
  }

  @BeforeEach
  void createADatabase() {
    String name = "catalogue-" + ++databases;
    token = api.rootToken(api.createDatabase(name, "urlsafe64", "uint32"));
    for (String kind : List.of("items", "users")) {
      property(kind, "name", "unicode16", false);
      property(kind, "price", "float32", false);
      property(kind, "stock", "int8", false);
      property(kind, "sold", "bool", false);
      property(kind, "tags", "unicode", true);
    }
  }

  private void property(String kind, String name, String type, boolean repeated) {
    ok(
        "POST",
        "/" + kind + "-properties/",
        "{\"property_name\": \"%s\", \"value_type\": \"%s\", \"repeated\": %s}"
            .formatted(name, type, repeated));
  }

  private Answer ask(String method, String path, String body) {
    return api.send(method, path, token, body);
  }

  private Answer ok(String method, String path, String body) {
    Answer answer = ask(method, path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  /** A write without anything to tell: clients take an empty body only if it is not JSON. */
  private void stored(String method, String path, String body) {
    Answer answer = ok(method, path, body);
    assertThat(answer.text()).isEmpty();
    assertThat(answer.response().headers().firstValue("Content-Type")).isEmpty();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void propertiesAreCreatedListedAndDeleted() throws Exception {
    assertThat(ok("GET", "/items-properties/", null).json().path("properties"))
        .isEqualTo(
            TestApi.JSON.readTree(
                """
                [{"property_name": "name", "value_type": "unicode16", "repeated": false},
                 {"property_name": "price", "value_type": "float32", "repeated": false},
                 {"property_name": "sold", "value_type": "bool", "repeated": false},
                 {"property_name": "stock", "value_type": "int8", "repeated": false},
                 {"property_name": "tags", "value_type": "unicode", "repeated": true}]
                """));
    assertThat(ok("GET", "/users-properties/tags/", null).json().path("repeated").asBoolean())
        .isTrue();
    stored("PUT", "/items/7/", json("{'item': {'stock': 3, 'name': 'lamp'}}"));
    stored("DELETE", "/items-properties/stock/", null);
    assertThat(item("7")).isEqualTo("{'item_id':7,'name':'lamp'}");
    property("items", "stock", "unicode", false);
    assertThat(item("7")).as("old values do not come back").doesNotContain("stock");
  }

  private String item(String id) {
    return ok("GET", "/items/" + id + "/", null).json().path("item").toString().replace('"', '\'');
  }

  @Test
  void whatIsWrongWithPropertiesHasTheVendorsWords() {
    Answer twice =
        ask("POST", "/items-properties/", json("{'property_name': 'name', 'value_type': 'int8'}"));
    assertErrorShape(twice, 400, 42, "DuplicatedError", "DUPLICATED_ITEM_PROPERTY");
    assertThat(data(twice)).contains("'type':'item-property'", "'key':'name'");
    for (String method : List.of("GET", "DELETE")) {
      Answer missing = ask(method, "/users-properties/none/", null);
      assertErrorShape(missing, 404, 60, "NotFoundError", "USER_PROPERTY_NOT_FOUND");
      assertThat(data(missing)).contains("'type':'user-property'", "'key':'none'");
    }
    Answer type =
        ask("POST", "/items-properties/", json("{'property_name': 'x', 'value_type': 'INVALID'}"));
    assertThat(type.status()).isEqualTo(400);
    assertThat(data(type))
        .isEqualTo(
            "{'query':{'value_type':['INVALID is not valid. Please refer to the \\'Property"
                + " Types\\' documentation']}}");
  }

  private static String data(Answer answer) {
    return answer.json().path("error_data").toString().replace('"', '\'');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'property_name': ''}",
        "{'property_name': 'a:b', 'value_type': 'int8'}",
        "{'property_name': 'item_id', 'value_type': 'int8'}",
        "{'property_name': 'x'}",
        "{'property_name': 'x', 'value_type': 'int8', 'repeated': 'maybe'}"
      })
  void wrongPropertiesAreWrongData(String body) {
    assertErrorShape(
        ask("POST", "/items-properties/", json(body)), 400, 40, "WrongData", "WRONG_DATA_TYPE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "properties/"})
  void anEntryIsPutChangedShownAndDeleted(String generation) {
    String path = "/items/7/" + generation;
    assertErrorShape(ask("GET", path, null), 404, 60, "NotFoundError", "ITEM_NOT_FOUND");
    stored(
        "PUT",
        path,
        json("{'item': {'name': 'lamp', 'price': 9.99, 'tags': ['a', 'b'], 'stock': null}}"));
    assertThat(item("7")).isEqualTo("{'item_id':7,'name':'lamp','price':9.99,'tags':['a','b']}");
    Answer changed =
        ok("PATCH", path, json("{'item': {'price': null, 'stock': 1e2, 'sold': true}}"));
    assertThat(changed.text()).isEqualTo(json("{'item_created':false,'item_modified':true}"));
    assertThat(item("7"))
        .isEqualTo("{'item_id':7,'name':'lamp','sold':true,'stock':100,'tags':['a','b']}");
    stored("PUT", path, json("{'item': {'stock': 1}}"));
    assertThat(item("7")).isEqualTo("{'item_id':7,'stock':1}");
    stored("DELETE", path, null);
    assertErrorShape(ask("DELETE", path, null), 404, 60, "NotFoundError", "ITEM_NOT_FOUND");
    Answer missing = ask("PATCH", path, json("{'item': {'stock': 1}}"));
    assertErrorShape(missing, 404, 60, "NotFoundError", "ITEM_NOT_FOUND");
    assertThat(data(missing)).contains("'type':'item'", "'key':null");
    Answer created = ok("PATCH", path, json("{'item': {'stock': 1}, 'create_if_missing': true}"));
    assertThat(created.text()).isEqualTo(json("{'item_created':true,'item_modified':false}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "properties/"})
  void manyEntriesAreWrittenAtOnce(String generation) {
    String path = "/users-bulk/" + generation;
    stored(
        "PUT",
        path,
        json("{'users': [{'user_id': 'ann', 'stock': 1}, {'user_id': 'bob', 'tags': []}]}"));
    Answer twice =
        ask("PUT", path, json("{'users': [{'user_id': 'ann', 'stock': 2}, {'user_id': 'ann'}]}"));
    assertErrorShape(twice, 400, 42, "DuplicatedError", "DUPLICATED_USER_ID");
    assertThat(data(twice)).contains("'type':'user'", "'key':null");
    stored(
        "PATCH",
        path,
        json("{'users': [{'user_id': 'ann', 'price': 1}, {'user_id': 'ann', 'price': 2}]}"));
    assertErrorShape(
        ask("PATCH", path, json("{'users': [{'user_id': 'ann', 'stock': 9}, {'user_id': 'cid'}]}")),
        404,
        60,
        "NotFoundError",
        "USER_NOT_FOUND");
    stored("PATCH", path, json("{'users': [{'user_id': 'cid'}], 'create_if_missing': true}"));
    String list = json("{'users_id': ['cid', 'ann', 'none', 'ann']}");
    assertThat(ok("POST", path + "list/", list).text())
        .isEqualTo(json("{'users':[{'user_id':'ann','price':2,'stock':1},{'user_id':'cid'}]}"));
    Answer later = ask("PUT", path, json("{'users': [], 'wait_for_completion': false}"));
    assertThat(later.status()).isEqualTo(202);
    assertThat(later.text()).isEqualTo("{}");
    stored("DELETE", path, json("{'users_id': ['ann', 'none']}"));
    assertThat(ok("GET", path, null).text())
        .isEqualTo(
            json("{'users':[{'user_id':'bob','tags':[]},{'user_id':'cid'}],'has_next':false}"));
  }

  /** As the Python client sends lists. */
  @Test
  void listsMayComeApartFromTheirEntries() {
    String lists =
        "'items_m2m': [{'name': 'tags', 'array': [{'item_index': 1, 'value_id': 'a'},"
            + " {'item_index': 1, 'value_id': 'b'}]}]";
    stored(
        "PUT",
        "/items-bulk/properties/",
        json("{'items': [{'item_id': 1}, {'item_id': 2}], " + lists + "}"));
    assertThat(item("1")).isEqualTo("{'item_id':1}");
    assertThat(item("2")).isEqualTo("{'item_id':2,'tags':['a','b']}");
    for (String wrong :
        List.of(
            "{'items': [], " + lists + "}",
            "{'items': [], 'items_m2m': 7}",
            "{'items': [], 'items_m2m': [{'array': []}]}",
            "{'items': [{}], 'items_m2m': [{'name': 'tags', 'array': [{'item_index': 99999999999, 'value_id': 1}]}]}")) {
      assertErrorShape(
          ask("PUT", "/items-bulk/", json(wrong)), 400, 40, "WrongData", "WRONG_DATA_TYPE");
    }
  }

  @Test
  void followingCursorsVisitsEachEntryOnce() {
    String rows =
        IntStream.range(0, 1_100)
            .mapToObj(item -> "{'item_id': " + item + ", 'stock': 1, 'name': 'n'}")
            .collect(Collectors.joining(",", "{'items': [", "]}"));
    stored("PUT", "/items-bulk/", json(rows));
    assertThat(ok("GET", "/items-bulk/", null).json().path("items")).hasSize(300);
    assertThat(ok("GET", "/items-bulk/?amt=9999", null).json().path("items")).hasSize(500);
    List<Integer> seen = new ArrayList<>();
    JsonNode page = ok("GET", "/items-bulk/?amt=333&properties=name", null).json();
    while (true) {
      page.path("items").forEach(item -> seen.add(item.path("item_id").asInt()));
      assertThat(page.path("items").get(0).has("stock")).isFalse();
      if (!page.path("has_next").asBoolean()) {
        break;
      }
      String cursor = page.path("next_cursor").asText();
      page = ok("GET", "/items-bulk/?amt=333&properties=name&cursor=" + cursor, null).json();
    }
    assertThat(seen).hasSize(1_100).doesNotHaveDuplicates();
  }

  @Test
  void aForgottenUsersPropertiesAreGone() {
    stored("PUT", "/users/ann/", json("{'user': {'name': 'Ann'}}"));
    stored("PUT", "/users/bob/", json("{'user': {'name': 'Bob'}}"));
    ok("DELETE", "/interactions-ratings-bulk/", json("{'users_id': ['ann']}"));
    assertErrorShape(ask("GET", "/users/ann/", null), 404, 60, "NotFoundError", "USER_NOT_FOUND");
    assertThat(api.store.rows("SELECT entry_id FROM catalogue_entries WHERE entry_id = 'ann'"))
        .isEmpty();
    ok("DELETE", "/users/bob/*/", null);
    assertErrorShape(ask("GET", "/users/bob/", null), 404, 60, "NotFoundError", "USER_NOT_FOUND");
  }

  @Test
  void databasesSeeNothingOfEachOther() {
    stored("PUT", "/items/1/", json("{'item': {'name': 'mine'}}"));
    token =
        api.rootToken(api.createDatabase("catalogue-other-" + databases, "urlsafe64", "uint32"));
    assertThat(ok("GET", "/items-properties/", null).json().path("properties")).isEmpty();
    assertThat(ok("GET", "/items-bulk/", null).json().path("items")).isEmpty();
    assertErrorShape(ask("GET", "/items/1/", null), 404, 60, "NotFoundError", "ITEM_NOT_FOUND");
    stored("PUT", "/items/1/", json("{'item': {}}"));
    ok("DELETE", "/databases/current/", null);
  }
}
