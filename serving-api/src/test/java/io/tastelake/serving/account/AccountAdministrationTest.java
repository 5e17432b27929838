package io.tastelake.serving.account;

import static io.tastelake.serving.Answers.assertErrorShape;
import static io.tastelake.serving.Answers.assertNothing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts made, listed, used and deleted. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountAdministrationTest {

  private static final String PEOPLE = "/accounts/individual/";
  private static final String SERVICES = "/v1/accounts/service/";

  private final TestApi api;
  private String database;
  private String root;
  private String manager;

  AccountAdministrationTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    database = api.createDatabase("administration", "uint32", "urlsafe64");
    root = api.rootToken(null);
    manager = api.serviceToken("administration-manager", "manager", database, "");
  }

  private Answer createPerson(String token, String email, String role) {
    return api.send("POST", PEOPLE, token, person(email, role));
  }

  private static String person(String email, String role) {
    return """
    {"email": "%s", "password": "%s", "role": "%s", "first_name": "Ann"}
    """
        .formatted(email, TestApi.PASSWORD, role);
  }

  private Answer logIn(String email, String fields) {
    return api.send(
        "POST",
        "/login/individual/",
        null,
        """
        {"email": "%s", "password": "%s"%s}
        """
            .formatted(email, TestApi.PASSWORD, fields));
  }

  @Test
  void aPersonLogsInUnderAnySpellingOfTheAddress() {
    String id = createPerson(manager, "Ann@Shop.example", "manager").json().path("id").asText();
    JsonNode login = logIn("aNN@shop.example", ", \"db_id\": \"" + database + "\"").json();
    assertThat(id).matches("[A-Za-z0-9_-]{22}");
    assertThat(login.fieldNames())
        .toIterable()
        .containsExactly("token", "refresh_token", "org_id", "role", "database", "account");
    assertThat(login.path("account").toString())
        .isEqualTo("{\"id\":\"" + id + "\",\"role\":\"manager\",\"email\":\"ann@shop.example\"}");
    Answer refreshed =
        api.send(
            "POST",
            "/login/refresh-token/",
            null,
            "{\"refresh_token\": %s}".formatted(login.path("refresh_token")));
    assertThat(refreshed.json().path("account")).isEqualTo(login.path("account"));
    assertThat(refreshed.json().path("database")).isEqualTo(login.path("database"));
    assertErrorShape(
        createPerson(root, "ANN@shop.example", "backend"),
        400,
        42,
        "DuplicatedError",
        "DUPLICATED_ACCOUNT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/organizations/current/accounts/", "/v1/organizations/accounts"})
  void bothListsShowAllAccountsOfTheOrganizationAlone(String path) {
    var other =
        api.api().provisioning().createOrganization("elsewhere", path + "@x", TestApi.PASSWORD);
    String person =
        createPerson(root, path + "@shop.example", "backend").json().path("id").asText();
    JsonNode list = api.send("GET", path, manager, null).json();
    assertThat(list.fieldNames())
        .toIterable()
        .containsExactly("individual_accounts", "service_accounts");
    assertThat(list.path("individual_accounts").toString())
        .contains("\"email\":\"" + TestApi.ROOT + "\",\"role\":\"root\"")
        .contains(
            "{\"id\":\"%s\",\"email\":\"%s@shop.example\",\"role\":\"backend\",\"first_name\":\"Ann\""
                .formatted(person, path))
        .doesNotContain("@x\"");
    assertThat(list.path("service_accounts").findValuesAsText("name"))
        .contains("administration-manager");
    assertThat(list.toString()).doesNotContain("password").doesNotContain("argon");
    assertThat(other).isNotNull();
  }

  @Test
  void managersNeitherMakeNorDeleteRoots() {
    assertErrorShape(
        createPerson(manager, "coup@shop.example", "root"),
        403,
        50,
        "ForbiddenError",
        "INCORRECT_ROLE");
    assertThat(createPerson(root, "second@shop.example", "root").status()).isEqualTo(200);
    String login =
        """
        {"email": "second@shop.example", "password": "%s"}
        """
            .formatted(TestApi.PASSWORD);
    assertThat(api.send("POST", "/login/root/", null, login).json().path("role").asText())
        .isEqualTo("root");
    String second = "{\"email\": \"second@shop.example\"}";
    assertErrorShape(
        api.send("DELETE", PEOPLE, manager, second), 403, 50, "ForbiddenError", "INCORRECT_ROLE");
    assertNothing(api.send("DELETE", PEOPLE, root, second));
    assertErrorShape(
        api.send("POST", "/login/root/", null, login), 401, 21, "AuthError", "INCORRECT_PASSWORD");
  }

  @Test
  void theFirstRootStays() {
    String first = "{\"email\": \"" + TestApi.ROOT + "\"}";
    for (String token : List.of(root, manager)) {
      assertErrorShape(
          api.send("DELETE", PEOPLE, token, first), 403, 50, "ForbiddenError", "INCORRECT_ROLE");
    }
  }

  @Test
  void onlyRootsOfAnAddressLogInAsRoot() {
    var unused = createPerson(root, "noroot@shop.example", "manager");
    Answer answer =
        api.send("POST", "/login/root/", null, person("noroot@shop.example", "manager"));
    assertErrorShape(answer, 401, 21, "AuthError", "INCORRECT_PASSWORD");
  }

  @Test
  void theTokensOfADeletedAccountDieWithIt() {
    String token = api.serviceToken("leaver", "manager", database, "");
    String login =
        """
        {"name": "leaver", "password": "%s"}
        """
            .formatted(TestApi.PASSWORD);
    JsonNode refresh =
        api.send("POST", "/login/service/", null, login).json().path("refresh_token");
    assertThat(api.send("GET", "/databases/", token, null).status()).isEqualTo(200);

    assertNothing(api.send("DELETE", SERVICES, manager, "{\"name\": \"leaver\"}"));

    Answer refreshed =
        api.send("POST", "/login/refresh-token/", null, "{\"refresh_token\": " + refresh + "}");
    assertErrorShape(refreshed, 401, 21, "AuthError", "INCORRECT_REFRESH_TOKEN");
    assertErrorShape(
        api.send("GET", "/databases/", token, null), 401, 21, "AuthError", "INCORRECT_JWT_TOKEN");
    assertErrorShape(
        api.send("POST", "/login/service/", null, login),
        401,
        21,
        "AuthError",
        "INCORRECT_PASSWORD");
    assertErrorShape(
        api.send("DELETE", SERVICES, manager, "{\"name\": \"leaver\"}"),
        404,
        60,
        "NotFoundError",
        "ACCOUNT_NOT_FOUND");
  }

  @Test
  void accountsOfOthersAreNotFound() {
    var unused =
        api.api()
            .provisioning()
            .createOrganization("theirs", "them@their.example", TestApi.PASSWORD);
    assertErrorShape(
        api.send("DELETE", PEOPLE, root, "{\"email\": \"them@their.example\"}"),
        404,
        60,
        "NotFoundError",
        "ACCOUNT_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"name\": 3, \"email\": []}"})
  void aDeletionNamesItsAccount(String body) {
    for (String path : List.of(SERVICES, PEOPLE)) {
      assertErrorShape(
          api.send("DELETE", path, root, body), 400, 40, "WrongData", "WRONG_DATA_TYPE");
    }
  }

  @ParameterizedTest
  @CsvSource({"no-address, backend", "@x, backend", "x@, backend", "a@b, king", "a@b, ROOT"})
  void wrongPeopleAreWrongData(String email, String role) {
    assertErrorShape(createPerson(root, email, role), 400, 40, "WrongData", "WRONG_DATA_TYPE");
  }

  @Test
  void namesFitTheirIndex() {
    String incompressible =
        new java.util.Random(7)
            .ints(1020, 0x10000, 0x1ffff)
            .boxed()
            .map(Character::toString)
            .reduce("", String::concat);
    Answer answer =
        api.send(
            "POST",
            SERVICES,
            root,
            """
            {"name": "%s", "password": "correct horse", "role": "backend"}
            """
                .formatted(incompressible.substring(0, 1020)));
    assertErrorShape(answer, 400, 40, "WrongData", "WRONG_DATA_TYPE");
  }

  @Test
  void aTokenSaysWhatItIs() {
    String frontend =
        api.serviceToken(
            "administration-frontend",
            "frontend",
            database,
            ", \"frontend_user_id\": \"007\","
                + " \"frontend_session_id\": \"0F8FAD5B-D9CB-469F-A165-70867728950E\"");
    JsonNode bound = api.send("POST", "/login/jwt/", frontend, null).json();
    assertThat(bound.fieldNames())
        .toIterable()
        .containsExactly(
            "org_id", "account", "database", "frontend_user_id", "frontend_session_id");
    assertThat(bound.path("account").path("role").asText()).isEqualTo("frontend");
    assertThat(bound.path("frontend_user_id").toString()).isEqualTo("7");
    assertThat(bound.path("frontend_session_id").asText())
        .isEqualTo("0f8fad5b-d9cb-469f-a165-70867728950e");
    assertThat(bound.path("database").path("id").asText()).isEqualTo(database);
    JsonNode unbound = api.send("POST", "/v1/login/jwt", root, "").json();
    assertThat(unbound.fieldNames()).toIterable().containsExactly("org_id", "account");
    assertErrorShape(
        api.send("POST", "/login/jwt/", null, null), 401, 21, "AuthError", "INCORRECT_JWT_TOKEN");
  }
}
