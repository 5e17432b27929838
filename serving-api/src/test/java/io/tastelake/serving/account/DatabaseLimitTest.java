package io.tastelake.serving.account;

import static io.tastelake.serving.Answers.assertErrorShape;
import static io.tastelake.serving.Answers.assertNothing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account that is limited to databases opens no other, by whichever door. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseLimitTest {

  private final TestApi api;
  private String root;
  private String own;
  private String other;

  DatabaseLimitTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    root = api.rootToken(null);
    own = api.createReadyDatabase("limit-own", "uint32", "uint32");
    other = api.createReadyDatabase("limit-other", "uint32", "uint32");
  }

  private Answer create(String name, String role, String more) {
    String body =
        "{\"name\": \"%s\", \"password\": \"%s\", \"role\": \"%s\"%s}"
            .formatted(name, TestApi.PASSWORD, role, more);
    return api.send("POST", "/accounts/service/", root, body);
  }

  private Answer login(String name, String more) {
    String body =
        "{\"name\": \"%s\", \"password\": \"%s\"%s}".formatted(name, TestApi.PASSWORD, more);
    return api.send("POST", "/login/service/", null, body);
  }

  private Answer refresh(JsonNode login, String database) {
    String body =
        "{\"refresh_token\": %s, \"db_id\": \"%s\"}"
            .formatted(login.path("refresh_token"), database);
    return api.send("POST", "/login/refresh-token/", null, body);
  }

  private Answer change(String name, String more) {
    return api.send(
        "PATCH", "/accounts/service/", root, "{\"name\": \"" + name + "\"" + more + "}");
  }

  private static String in(String database) {
    return ", \"db_id\": \"" + database + "\"";
  }

  private static String limited(String database) {
    return ", \"db_ids\": [\"" + database + "\"]";
  }

  private static void assertNotThere(Answer answer) {
    assertErrorShape(answer, 404, 60, "NotFoundError", "DATABASE_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"backend", "frontend"})
  void noDoorOpensAnotherDatabase(String role) {
    String name = "limit-" + role;
    assertThat(create(name, role, limited(own)).status()).isEqualTo(200);
    JsonNode login = login(name, in(own)).json();
    String token = login.path("token").asText();
    assertThat(api.send("GET", "/databases/current/status/", token, null).status()).isEqualTo(200);
    assertNotThere(login(name, in(other)));
    assertNotThere(login(name, ", \"db_name\": \"limit-other\""));
    assertNotThere(refresh(login, other));
    assertThat(refresh(login, own).status()).isEqualTo(200);
  }

  @Test
  void withoutALimitEveryDatabaseIsOpen() {
    assertThat(create("limit-none", "backend", "").status()).isEqualTo(200);
    JsonNode login = login("limit-none", in(own)).json();
    assertThat(refresh(login, other).status()).isEqualTo(200);
  }

  @Test
  void aNewLimitVoidsTheTokensOfBeforeAndIsListed() {
    assertThat(create("limit-new", "backend", "").status()).isEqualTo(200);
    JsonNode before = login("limit-new", in(other)).json();
    assertNothing(change("limit-new", limited(own)));
    String token = before.path("token").asText();
    assertErrorShape(
        api.send("GET", "/databases/current/", token, null),
        401,
        22,
        "JwtTokenExpired",
        "INCORRECT_JWT_TOKEN");
    assertErrorShape(refresh(before, own), 401, 21, "AuthError", "INCORRECT_REFRESH_TOKEN");
    assertNotThere(login("limit-new", in(other)));
    String listed = api.send("GET", "/organizations/current/accounts/", root, null).text();
    assertThat(listed).contains("\"db_ids\":[\"" + own + "\"]");
    assertNothing(change("limit-new", ", \"db_ids\": \"all\""));
    assertThat(login("limit-new", in(other)).status()).isEqualTo(200);
  }

  @Test
  void aDeletedDatabaseLeavesNoneRatherThanAll() {
    String gone = api.createDatabase("limit-gone", "uint32", "uint32");
    assertThat(create("limit-left", "backend", limited(gone)).status()).isEqualTo(200);
    assertThat(api.send("DELETE", "/databases/current/", api.rootToken(gone), null).status())
        .isEqualTo(200);
    assertNotThere(login("limit-left", in(own)));
  }

  @Test
  void whoManagesTheOrganizationHasNoLimit() {
    assertErrorShape(
        create("limit-manager", "manager", limited(own)), 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(create("limit-promoted", "backend", limited(own)).status()).isEqualTo(200);
    assertErrorShape(
        change("limit-promoted", ", \"role\": \"manager\""),
        400,
        40,
        "WrongData",
        "WRONG_DATA_TYPE");
    assertNothing(change("limit-promoted", ", \"role\": \"manager\", \"db_ids\": \"all\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"some\"", "[1]", "{}", "[null]", "true"})
  void whatIsNoListOfDatabasesIsRefused(String ids) {
    assertErrorShape(
        create("limit-wrong", "backend", ", \"db_ids\": " + ids),
        400,
        40,
        "WrongData",
        "WRONG_DATA_TYPE");
  }

  @Test
  void anUnknownDatabaseIsNamed() {
    for (String id : new String[] {"nowhere", "\\u0000", "\\ud800", "x".repeat(100_000)}) {
      assertNotThere(create("limit-unknown", "backend", limited(id)));
    }
  }
}
