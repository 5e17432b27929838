package io.tastelake.serving.account;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.store.Seal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsTest {

  private final TestApi api;
  private String database;

  AccountsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    database = api.createReadyDatabase("accounts", "uint32", "urlsafe64");
    var unused = api.serviceToken("accounts-service", "backend", database, "");
  }

  private Answer login(String fields) {
    return api.send(
        "POST",
        "/v1/login/service/",
        null,
        """
        {"name": "accounts-service", "password": "%s"%s}
        """
            .formatted(TestApi.PASSWORD, fields));
  }

  @Test
  void aLoginAnswersTokensAndWhatTheyOpen() {
    JsonNode answer = login(", \"db_name\": \"accounts\", \"unknown\": null").json();
    assertThat(answer.properties().stream().map(Map.Entry::getKey))
        .containsExactly("token", "refresh_token", "org_id", "role", "database");
    assertThat(answer.path("role").asText()).isEqualTo("backend");
    assertThat(answer.path("org_id").asText()).matches("[A-Za-z0-9_-]{22}");
    assertThat(answer.path("database").toString())
        .isEqualTo(
            """
            {"id":"%s","name":"accounts","description":"","item_id_type":"urlsafe64",\
            "user_id_type":"uint32","session_id_type":"uuid"}"""
                .formatted(database));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "Bearer undefined", "Basic eDp5", "Bearer a.b.c", "x"})
  void loginWorksWhateverTheAuthorizationHeaderHolds(String authorization) {
    String refreshToken = login("").json().path("refresh_token").asText();
    Answer answer =
        api.send(
            api.request(
                    "POST", "/login/refresh-token/", "{\"refresh_token\":\"" + refreshToken + "\"}")
                .header("Authorization", authorization));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("refresh_token").asText()).isEqualTo(refreshToken);
  }

  @Test
  void aWrongPasswordIsRefused() {
    String wrong = "{\"name\": \"accounts-service\", \"password\": \"no\"}";
    Answer answer = api.send("POST", "/login/service/", null, wrong);
    assertErrorShape(answer, 401, 21, "AuthError", "INCORRECT_PASSWORD");
    Answer nobody =
        api.send("POST", "/login/root/", null, "{\"email\": \"nobody\", \"password\": \"no\"}");
    assertErrorShape(nobody, 401, 21, "AuthError", "INCORRECT_PASSWORD");
  }

  @Test
  void aDatabaseOfAnotherOrganizationIsNotFound() {
    var unused =
        api.api()
            .provisioning()
            .createOrganization("other", "root@other.example", TestApi.PASSWORD);
    Answer answer =
        api.send(
            "POST",
            "/login/root/",
            null,
            "{\"email\": \"ROOT@other.example\", \"password\": \""
                + TestApi.PASSWORD
                + "\", \"db_id\": \"%s\"}".formatted(database));
    assertErrorShape(answer, 404, 60, "NotFoundError", "DATABASE_NOT_FOUND");
  }

  @Test
  void anExpiredTokenIsNamedAsTheClientsExpect() {
    Clock anHourAgo = Clock.fixed(Instant.now().minus(Duration.ofHours(1)), ZoneOffset.UTC);
    Answer answer = api.send("GET", "/databases/", tokens(anHourAgo).issue(caller()), null);
    assertErrorShape(answer, 401, 22, "JwtTokenExpired", "INCORRECT_JWT_TOKEN");
  }

  @Test
  void forgedTokensAreRefused() {
    byte[] otherKey = new byte[32];
    Clock clock = Clock.systemUTC();
    String forged =
        new AccessTokens(SigningKeys.only("first", otherKey, clock), clock).issue(caller());
    String unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Iiwicm9sZSI6IlJPT1QifQ.";
    String genuine = api.rootToken(null);
    for (String token :
        new String[] {forged, unsigned, genuine.substring(0, genuine.length() - 2), "undefined"}) {
      assertErrorShape(
          api.send("GET", "/databases/", token, null), 401, 21, "AuthError", "INCORRECT_JWT_TOKEN");
    }
  }

  private AccessTokens tokens(Clock clock) {
    return new AccessTokens(
        SigningKeys.in(api.onlineStore, Seal.NONE, new SecureRandom(), clock), clock);
  }

  private static Caller caller() {
    return new Caller(
        new AccountId("a"),
        new OrganizationId("o"),
        Role.ROOT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void refreshTokensAreReplacedNearExpiryAndRefusedAfterIt() {
    String token = login("").json().path("refresh_token").asText();
    String body = "{\"refresh_token\": \"" + token + "\"}";
    expireIn("2 days", token);
    Answer near = api.send("POST", "/login/refresh-token/", null, body);
    assertThat(near.json().path("refresh_token").asText()).isNotEmpty().isNotEqualTo(token);
    expireIn("-1 second", token);
    assertErrorShape(
        api.send("POST", "/login/refresh-token/", null, body),
        401,
        28,
        "RefreshTokenExpired",
        "REFRESH_TOKEN_EXPIRED");
    assertErrorShape(
        api.send("POST", "/login/refresh-token/", null, "{\"refresh_token\": \"unknown\"}"),
        401,
        21,
        "AuthError",
        "INCORRECT_REFRESH_TOKEN");
  }

  private void expireIn(String interval, String token) {
    int changed =
        api.store.execute(
            """
            UPDATE refresh_tokens SET expires_at = now() + ?::interval
            WHERE token_hash = sha256(convert_to(?, 'UTF8'))
            """,
            interval,
            token);
    assertThat(changed).isEqualTo(1);
  }

  @Test
  void aRefreshTokenMayOpenAnotherDatabase() {
    String token = login("").json().path("refresh_token").asText();
    Answer answer =
        api.send(
            "POST",
            "/login/refresh-token/",
            null,
            "{\"refresh_token\": \"%s\", \"db_id\": \"%s\"}".formatted(token, database));
    assertThat(answer.json().path("database").path("id").asText()).isEqualTo(database);
    assertThat(answer.json().path("refresh_token").asText()).isNotEmpty();
  }

  @Test
  void namesOfAccountsAndDatabasesAreUnique() {
    String root = api.rootToken(null);
    String account =
        "{\"name\": \"twice\", \"password\": \"" + TestApi.PASSWORD + "\", \"role\": \"backend\"}";
    assertThat(api.send("POST", "/accounts/service/", root, account).json().path("id").asText())
        .isNotEmpty();
    assertErrorShape(
        api.send("POST", "/accounts/service/", root, account),
        400,
        42,
        "DuplicatedError",
        "DUPLICATED_ACCOUNT");
    String twin =
        """
        {"name": "accounts", "user_id_type": "uuid", "item_id_type": "uuid"}
        """;
    assertErrorShape(
        api.send("POST", "/databases/", root, twin),
        400,
        42,
        "DuplicatedError",
        "DUPLICATED_DB_NAME");
  }

  @Test
  void backendsMayNotManageAndFrontendsMayNotRead() {
    String backend = login(", \"db_id\": \"" + database + "\"").json().path("token").asText();
    for (String path : new String[] {"/databases/", "/accounts/service/"}) {
      assertErrorShape(
          api.send("POST", path, backend, "{}"), 403, 50, "ForbiddenError", "INCORRECT_ROLE");
    }
    String frontend =
        api.serviceToken("accounts-frontend", "frontend", database, ", \"frontend_user_id\": 7");
    for (String path :
        new String[] {
          "/interactions-bulk/", "/users/7/interactions-bulk/", "/databases/current/"
        }) {
      assertErrorShape(
          api.send("GET", path, frontend, null), 403, 50, "ForbiddenError", "INCORRECT_ROLE");
    }
    assertThat(api.send("GET", "/databases/current/status/", frontend, null).json().toString())
        .isEqualTo("{\"status\":\"pending\"}");
  }

  @Test
  void theCurrentDatabaseIsTheOneOfTheToken() {
    JsonNode current = api.send("GET", "/databases/current/", api.rootToken(database), null).json();
    assertThat(current.path("id").asText()).isEqualTo(database);
    assertThat(current.path("counters").toString())
        .isEqualTo("{\"rating\":0,\"user\":0,\"item\":0}");
    assertErrorShape(
        api.send("GET", "/databases/current/", api.rootToken(null), null),
        400,
        40,
        "WrongData",
        "WRONG_PARAMETER");
  }

  @Test
  void databasesAreListedPageByPage() {
    for (int i = 0; i < 3; i++) {
      var unused = api.createDatabase("page-" + i, "uuid", "uuid");
    }
    String root = api.rootToken(null);
    JsonNode first = api.send("GET", "/databases/?page=1&amt=2", root, null).json();
    assertThat(first.path("databases")).hasSize(2);
    assertThat(first.path("has_next").asBoolean()).isTrue();
    assertThat(first.path("next_page").isInt()).isTrue();
    assertErrorShape(
        api.send("GET", "/databases/?amt=65", root, null), 400, 40, "WrongData", "WRONG_PARAMETER");
  }

  @Test
  void parametersAreShownAsTheyWereSet() {
    String token = api.rootToken(database);
    String parameters =
        """
        {"interaction_types":{"addToCart":{"strength":4.0},\
        "purchase":{"strength":10.0,"property":"revenue","property_scale":50.0}},\
        "half_life_days":30.0,"saturation":10.0}""";
    String path = "/databases/current/implicit-to-explicit/";
    assertThat(api.send("PUT", path, token, parameters).text()).isEqualTo("{}");
    assertThat(api.send("GET", path, token, null).text()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"interaction_types\": {}, \"saturation\": 0}",
        "{\"interaction_types\": {\"a\": {\"strength\": \"1\"}}, \"saturation\": 1}",
        "{\"interaction_types\": {\"a\": {}}, \"saturation\": 1}",
        "{\"interaction_types\": {\"a\": {\"strength\": 1e999}}, \"saturation\": 1}",
        "{\"interaction_types\": {\"\\u0000\": {\"strength\": 1}}, \"saturation\": 1}",
        "{\"interaction_types\": {}, \"saturation\": 1, \"half_life_days\": -1}"
      })
  void wrongParametersAreWrongData(String body) {
    Answer answer =
        api.send("PUT", "/databases/current/implicit-to-explicit/", api.rootToken(database), body);
    assertErrorShape(answer, 400, 40, "WrongData", "WRONG_DATA_TYPE");
  }
}
