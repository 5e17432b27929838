package io.tastelake.serving.account;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What public clients keep of accounts and databases, keys, and calls that would send a mail. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountSurfaceTest {

  private final TestApi api;
  private String database;
  private String root;

  AccountSurfaceTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    database = api.createDatabase("surface", "uint32", "uint32");
    root = api.rootToken(database);
  }

  private JsonNode ok(String method, String path, String body) {
    Answer answer = api.send(method, path, root, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode listed(String kind, String key, String login) {
    return StreamSupport.stream(
            ok("GET", "/organizations/current/accounts/", null).path(kind).spliterator(), false)
        .filter(account -> account.path(key).asText().equals(login))
        .findFirst()
        .orElseThrow();
  }

  private Answer logIn(String name, String secret) {
    String body = "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, secret);
    return api.send("POST", "/login/service/", null, body);
  }

  private JsonNode newKey(String name, String more) {
    return ok("POST", "/accounts/service/keys/", "{\"name\": \"" + name + "\"" + more + "}");
  }

  @Test
  void whatIsNotedOfAPersonIsListed() {
    ok(
        "POST",
        "/accounts/individual/",
        """
        {"email": "noted@shop.example", "password": "correct horse", "role": "backend",
         "first_name": "Ann", "last_name": "Ö", "metadata": {"a": {"b": 1.10}}}
        """);
    JsonNode person = listed("individual_accounts", "email", "noted@shop.example");
    assertThat(person.path("first_name").asText()).isEqualTo("Ann");
    assertThat(person.path("last_name").asText()).isEqualTo("Ö");
    assertThat(person.path("metadata").toString()).isEqualTo("{\"a\":{\"b\":1.1}}");
    assertThat(person.path("verified").asBoolean()).isTrue();
  }

  @Test
  void namesAndMetadataChangeWithoutEndingALogin() {
    ok(
        "POST",
        "/accounts/individual/",
        """
        {"email": "renamed@shop.example", "password": "correct horse", "role": "manager",
         "first_name": "Ann", "last_name": "Lee", "metadata": {"a": 1, "b": {"c": 2}}}
        """);
    String login = "{\"email\": \"renamed@shop.example\", \"password\": \"correct horse\"}";
    String token =
        api.send("POST", "/login/individual/", null, login).json().path("token").asText();
    ok(
        "PATCH",
        "/accounts/individual/",
        """
        {"email": "Renamed@shop.example", "last_name": "Ö", "metadata": {"a": null, "b": {"d": 3}}}
        """);
    JsonNode person = listed("individual_accounts", "email", "renamed@shop.example");
    assertThat(person.path("first_name").asText()).isEqualTo("Ann");
    assertThat(person.path("last_name").asText()).isEqualTo("Ö");
    assertThat(person.path("metadata").toString()).isEqualTo("{\"b\":{\"c\":2,\"d\":3}}");
    assertThat(api.send("POST", "/login/jwt/", token, null).status()).isEqualTo(200);

    ok("POST", "/accounts/service/", "{\"name\": \"tagged\", \"role\": \"backend\"}");
    ok("PATCH", "/accounts/service/", "{\"name\": \"tagged\", \"metadata\": {\"team\": \"x\"}}");
    assertThat(listed("service_accounts", "name", "tagged").path("metadata").toString())
        .isEqualTo("{\"team\":\"x\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"fixed\"}",
        "{\"name\": \"fixed\", \"metadata\": null}",
        "{\"name\": \"fixed\", \"metadata\": 7}",
        "{\"name\": \"fixed\", \"first_name\": 7}"
      })
  void aChangeOfNothingOrToNonsenseIsRefused(String body) {
    api.send("POST", "/accounts/service/", root, "{\"name\": \"fixed\", \"role\": \"backend\"}");
    assertErrorShape(
        api.send("PATCH", "/accounts/service/", root, body),
        400,
        40,
        "WrongData",
        "WRONG_DATA_TYPE");
  }

  @Test
  void anAccountDeletesItselfAndTheFirstOneDoesNot() {
    String manager = api.serviceToken("leaving", "manager", database, "");
    assertThat(api.send("DELETE", "/accounts/", manager, "{}").status()).isEqualTo(200);
    assertThat(api.send("GET", "/databases/", manager, null).status()).isEqualTo(401);
    refused(logIn("leaving", TestApi.PASSWORD));
    assertErrorShape(
        api.send("DELETE", "/accounts/", root, null), 403, 50, "ForbiddenError", "INCORRECT_ROLE");
  }

  @Test
  void aPreviewSaysWhatWouldChangeAndChangesNothing() {
    String token = api.rootToken(api.createDatabase("preview", "uint32", "uint32"));
    api.send(
        "PATCH",
        "/databases/current/",
        token,
        "{\"description\": \"old\", \"metadata\": {\"p\": 1}}");
    String change = "{\"description\": \"new\", \"metadata\": {\"q\": 2}}";
    JsonNode preview = api.send("PATCH", "/databases/current/preview/", token, change).json();
    assertThat(preview.at("/metadata_old/description").asText()).isEqualTo("old");
    assertThat(preview.at("/metadata_new/description").asText()).isEqualTo("new");
    assertThat(preview.at("/metadata_new/metadata/q").asInt()).isEqualTo(2);
    assertThat(preview.at("/metadata_new/metadata/p").asInt()).isEqualTo(1);
    JsonNode current = api.send("GET", "/databases/current/", token, null).json();
    assertThat(current.path("description").asText()).isEqualTo("old");
    assertThat(current.at("/metadata/q").isMissingNode()).isTrue();

    JsonNode organization =
        ok("PATCH", "/organizations/current/preview/", "{\"metadata\": {\"z\": 1}}");
    assertThat(organization.at("/metadata_new/z").asInt()).isEqualTo(1);
    assertThat(organization.path("metadata_old").has("z")).isFalse();
    assertThat(ok("GET", "/organizations/current/", null).path("metadata").has("z")).isFalse();
  }

  @Test
  void aServiceAccountWithoutAPasswordLogsInWithEachOfItsKeys() {
    ok("POST", "/accounts/service/", "{\"name\": \"keyed\", \"role\": \"backend\"}");
    assertThat(listed("service_accounts", "name", "keyed").path("keys")).isEmpty();
    JsonNode first = newKey("keyed", ", \"metadata\": {\"n\": 1}");
    JsonNode second = newKey("keyed", "");
    for (JsonNode key : new JsonNode[] {first, second}) {
      assertThat(logIn("keyed", key.path("key").asText()).status()).isEqualTo(200);
    }
    JsonNode account = listed("service_accounts", "name", "keyed");
    assertThat(account.path("keys")).hasSize(2);
    assertThat(account.path("keys").get(0).path("metadata").toString()).isEqualTo("{\"n\":1}");
    assertThat(account.toString()).doesNotContain(first.path("key").asText());

    ok("DELETE", "/accounts/service/keys/" + first.path("id").asText() + "/", null);
    refused(logIn("keyed", first.path("key").asText()));
    assertThat(logIn("keyed", second.path("key").asText()).status()).isEqualTo(200);
  }

  @Test
  void aKeyIsOfItsAccountAloneAndEndsInTime() {
    ok("POST", "/accounts/service/", "{\"name\": \"one\", \"role\": \"backend\"}");
    ok("POST", "/accounts/service/", "{\"name\": \"two\", \"role\": \"manager\"}");
    refused(logIn("two", newKey("one", "").path("key").asText()));
    JsonNode expired = newKey("one", ", \"expiration_timestamp\": 1600000000.5");
    assertThat(expired.path("is_expired").asBoolean()).isTrue();
    assertThat(expired.path("expiration_timestamp").asDouble()).isEqualTo(1600000000.5);
    refused(logIn("one", expired.path("key").asText()));
    JsonNode later = newKey("one", ", \"expiration_timestamp\": 3400000000");
    assertThat(logIn("one", later.path("key").asText()).status()).isEqualTo(200);
  }

  private static void refused(Answer answer) {
    assertErrorShape(answer, 401, 21, "AuthError", "INCORRECT_PASSWORD");
  }

  @Test
  void databasesAndOrganizationsKeepWhatIsMergedIntoThem() {
    ok(
        "PATCH",
        "/databases/current/",
        "{\"description\": \"lamps\", \"metadata\": {\"a\": 1, \"b\": {\"c\": 2}}}");
    ok("PATCH", "/databases/current/", "{\"metadata\": {\"a\": null, \"b\": {\"d\": [3]}}}");
    JsonNode current = ok("GET", "/databases/current/", null);
    assertThat(current.path("description").asText()).isEqualTo("lamps");
    assertThat(current.path("metadata").toString()).isEqualTo("{\"b\":{\"c\":2,\"d\":[3]}}");
    ok("PATCH", "/organizations/current/", "{\"metadata\": {\"plan\": \"x\"}}");
    ok("PATCH", "/organizations/current/", "{\"metadata\": {\"plan\": \"y\"}}");
    JsonNode organization = ok("GET", "/organizations/current/", null);
    assertThat(organization.path("metadata").toString()).isEqualTo("{\"plan\":\"y\"}");
    assertThat(organization.path("name").asText()).isEqualTo("shop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\": 7}",
        "{\"metadata\": []}",
        "{\"metadata\": {\"a\": \"\\ud800\"}}",
        "{\"preserve\": true}",
        "{\"core_config\": {\"a\": 1}}",
        "{\"description\": 7}"
      })
  void whatCannotBeKeptIsRefused(String body) {
    Answer refused = api.send("PATCH", "/databases/current/", root, body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("error_code").asInt()).isEqualTo(40);
  }

  /** The address tells nothing, and no code is a way in. */
  @ParameterizedTest
  @CsvSource({
    "GET,  /accounts/verify/?email=EMAIL&code=1, 401 ACCOUNT_ALREADY_VERIFIED",
    "POST, /accounts/verify/, 401 ACCOUNT_ALREADY_VERIFIED",
    "PUT,  /accounts/resend-verification-code/, 200 ''",
    "POST, /accounts/individual/send-reset-password-email/, 200 ''",
    "POST, /accounts/individual/reset/, 401 ACTIVATION_CODE_DOES_NOT_MATCH"
  })
  void withoutMailEveryAddressIsAnsweredAlike(String method, String path, String expected) {
    for (String email : new String[] {TestApi.ROOT, "nobody@shop.example"}) {
      String body =
          method.equals("GET")
              ? null
              : "{\"email\": \"%s\", \"code\": \"1\", \"password\": \"new password\"}"
                  .formatted(email);
      Answer answer = api.send(method, path.replace("EMAIL", email), null, body);
      assertThat(answer.status() + " " + answer.errorName()).isEqualTo(expected.replace("''", ""));
    }
  }

  @Test
  void aUserIsForgottenByAnAsterisk() {
    String shop = api.createReadyDatabase("surface-forget", "uint32", "uint32");
    String token = api.rootToken(shop);
    api.send("POST", "/users/7/interactions/8/", token, "{\"interaction_type\": \"view\"}");
    for (String path : new String[] {"/v1/users/7/*/", "/users/7/%2a"}) {
      Answer answer = api.send("DELETE", path, token, null);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("task_id").asText()).isNotEmpty();
    }
    assertThat(
            api.send("GET", "/users/7/interactions-bulk/", token, null).json().path("interactions"))
        .isEmpty();
    assertThat(api.send("DELETE", "/users/7/other/", token, null).status()).isEqualTo(404);
  }
}
