package io.tastelake.serving.catalogue;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What entries may not be. */
@ExtendWith(ApiResource.class)
class WrongEntriesTest {

  private static int databases;

  private final TestApi api;
  private String token;

  WrongEntriesTest(TestApi api) {
    this.api = api;
  }

  @BeforeEach
  void createADatabase() {
    String name = "wrong-entries-" + ++databases;
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

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'invalid': 'INVALID'} | unknown property \"invalid\" with \"repeated=False\". Available: `name`, `price`, `sold`, `stock`",
        "{'tags': 'a'} | unknown property \"tags\" with \"repeated=False\". Available: `name`, `price`, `sold`, `stock`",
        "{'name': ['a']} | unknown property \"name\" with \"repeated=True\". Available: `tags`",
        "{'stock': 128} | the property \"stock\" takes values of type int8 only",
        "{'stock': 1.5} | the property \"stock\" takes values of type int8 only",
        "{'stock': '1'} | the property \"stock\" takes values of type int8 only",
        "{'price': 1e39} | the property \"price\" takes values of type float32 only",
        "{'sold': 1} | the property \"sold\" takes values of type bool only",
        "{'name': 'seventeen letters'} | the property \"name\" takes values of type unicode16 only",
        "{'tags': ['a', null]} | the property \"tags\" takes values of type unicode only",
        "{'name': {'a': 1}} | The property name must be a value, or a list of values",
      })
  void wrongValuesAreWrongDataAndNothingIsStored(String values, String error) {
    for (String method : List.of("PUT", "PATCH")) {
      Answer one =
          ask(method, "/items/1/", json("{'item': " + values + ", 'create_if_missing': true}"));
      assertErrorShape(one, 400, 40, "WrongData", "WRONG_DATA_TYPE");
      assertThat(one.json().path("error_data").path("error").asText()).isEqualTo(error);
      String row = "{'item_id': 2, " + values.substring(1);
      Answer many =
          ask(
              method,
              "/items-bulk/",
              json("{'items': [{'item_id': 1}, " + row + "], 'create_if_missing': true}"));
      assertErrorShape(many, 400, 40, "WrongData", "WRONG_DATA_TYPE");
      assertThat(many.json().path("error_data").path("error").asText()).isEqualTo(error);
      assertThat(many.json().path("message").asText()).contains("items[1]");
    }
    assertThat(ok("GET", "/items-bulk/", null).json().path("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT | /items/x/ | {'item': {}} | INCORRECT_ITEM_ID_TYPE",
        "PUT | /items-bulk/ | {'items': [{'item_id': -1}]} | INCORRECT_ITEM_ID_TYPE",
        "PUT | /items-bulk/ | {'items': [{}]} | WRONG_DATA_TYPE",
        "PUT | /items-bulk/ | {'items': [7]} | WRONG_DATA_TYPE",
        "PUT | /items-bulk/ | {'items': {}} | WRONG_DATA_TYPE",
        "PUT | /items-bulk/ | {} | WRONG_DATA_TYPE",
        "PUT | /items/1/ | {} | WRONG_DATA_TYPE",
        "PUT | /items/1/ | {'item': [1]} | WRONG_DATA_TYPE",
        "PATCH | /items/1/ | {'item': {}, 'create_if_missing': 'maybe'} | WRONG_DATA_TYPE",
        "DELETE | /items-bulk/ | {} | WRONG_DATA_TYPE",
        "POST | /items-bulk/list/ | {'items_id': 7} | WRONG_DATA_TYPE",
        "POST | /users-bulk/list/ | {'users_id': ['a b']} | INCORRECT_USER_ID_TYPE",
        "GET | /items-bulk/?filters=name:eq:a | | WRONG_PARAMETER",
        "GET | /items-bulk/?amt=x | | WRONG_PARAMETER",
      })
  void whatIsWrongIsWrongData(String method, String path, String body, String name) {
    Answer answer = ask(method, path, body == null ? null : json(body));
    assertErrorShape(answer, 400, 40, "WrongData", name);
  }
}
