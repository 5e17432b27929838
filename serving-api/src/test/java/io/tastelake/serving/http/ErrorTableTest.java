package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import io.tastelake.serving.account.AccessTokens;
import io.tastelake.serving.account.SigningKeys;
import io.tastelake.serving.store.Seal;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The error table of the contract: one test per row, in its order, that provokes it for real. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorTableTest {

  private static final String PASSWORD = "\"password\": \"" + TestApi.PASSWORD + "\"";

  private final TestApi api;
  private String database;
  private String root;
  private String backend;
  private String frontend;

  ErrorTableTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    database = api.createDatabase("errors", "uint32", "uint32");
    root = api.rootToken(database);
    backend = api.serviceToken("errors-backend", "backend", database, "");
    frontend =
        api.serviceToken("errors-frontend", "frontend", database, ", \"frontend_user_id\": 1");
  }

  @Test
  void serverError() throws IOException {
    try (TestApi broken = TestApi.start()) {
      String token = broken.rootToken(null);
      var unused = broken.store.execute("ALTER TABLE databases RENAME COLUMN name TO lost");
      Answer answer = broken.send("GET", "/databases/", token, null);
      assertError(answer, 500, 0, "ServerError");
      assertThat(answer.json().path("error_data").isEmpty()).isTrue();
    }
  }

  @Test
  void serverUnavailable() {
    Answer answer = api.send("POST", "/interactions-bulk/", backend, "{\"interactions\": []}");
    assertError(answer, 503, 1, "ServerUnavailable", "error", "name");
    assertThat(answer.errorName()).isEqualTo("DB_IMPLICIT_TO_EXPLICIT_PARAMS_NOT_FOUND");
    assertSays(answer, "The database is not ready for automatic implicit-to-explicit conversion");
  }

  @Test
  void authErrorOfAPassword() {
    Answer answer =
        api.send(
            "POST", "/login/service/", null, "{\"name\": \"errors-backend\", \"password\": \"?\"}");
    assertError(answer, 401, 21, "AuthError", "error", "name");
    assertThat(answer.errorName()).isEqualTo("INCORRECT_PASSWORD");
    assertSays(answer, "account password is incorrect");
  }

  @Test
  void authErrorOfARefreshToken() {
    Answer answer = api.send("POST", "/login/refresh-token/", null, "{\"refresh_token\": \"?\"}");
    assertError(answer, 401, 21, "AuthError", "error", "name");
    assertThat(answer.errorName()).isEqualTo("INCORRECT_REFRESH_TOKEN");
    assertSays(answer, "refresh token is incorrect or invalidated");
  }

  @Test
  void jwtTokenExpired() {
    Clock before =
        Clock.offset(Clock.systemUTC(), Duration.ofMinutes(31).negated()).withZone(ZoneOffset.UTC);
    Caller caller =
        new Caller(
            new AccountId("a"),
            new OrganizationId("o"),
            Role.BACKEND,
            Optional.of(new DatabaseId(database)),
            Optional.empty(),
            Optional.empty());
    String expired =
        new AccessTokens(
                SigningKeys.in(api.onlineStore, Seal.NONE, new SecureRandom(), before), before)
            .issue(caller);
    Answer answer = api.send("GET", "/interactions-bulk/", expired, null);
    assertError(answer, 401, 22, "JwtTokenExpired", "error", "name");
    assertThat(answer.errorName()).isEqualTo("INCORRECT_JWT_TOKEN");
  }

  @Test
  void refreshTokenExpired() {
    String login = "{\"name\": \"errors-backend\", " + PASSWORD + "}";
    JsonNode token = api.send("POST", "/login/service/", null, login).json().path("refresh_token");
    int aged =
        api.store.execute(
            """
            UPDATE refresh_tokens SET expires_at = now() - interval '1 second'
            WHERE token_hash = sha256(convert_to(?, 'UTF8'))
            """,
            token.asText());
    assertThat(aged).isEqualTo(1);
    Answer answer =
        api.send("POST", "/login/refresh-token/", null, "{\"refresh_token\": " + token + "}");
    assertError(answer, 401, 28, "RefreshTokenExpired", "error", "name");
    assertThat(answer.errorName()).isEqualTo("REFRESH_TOKEN_EXPIRED");
  }

  @Test
  void wrongDataOfABody() {
    Answer answer = api.send("PUT", "/users/1/ratings/1/", backend, "{\"rating\": \"good\"}");
    assertError(answer, 400, 40, "WrongData", "error", "name");
    assertThat(answer.errorName()).isEqualTo("WRONG_DATA_TYPE");
  }

  @Test
  void wrongDataOfAQuery() {
    Answer answer = api.send("GET", "/interactions-bulk/?amt=many", backend, null);
    assertError(answer, 400, 40, "WrongData", "error", "name");
    assertThat(answer.errorName()).isEqualTo("WRONG_PARAMETER");
  }

  @Test
  void wrongDataOfEachKindOfId() {
    Answer user = api.send("GET", "/users/ann/ratings/", backend, null);
    Answer item = api.send("PUT", "/users/1/ratings/-1/", backend, "{\"rating\": 5}");
    Answer session = api.send("POST", "/sessions/s/resolve/", backend, "{\"user_id\": 1}");
    assertError(user, 400, 40, "WrongData", "error", "name");
    assertThat(user.errorName()).isEqualTo("INCORRECT_USER_ID_TYPE");
    assertError(item, 400, 40, "WrongData", "error", "name");
    assertThat(item.errorName()).isEqualTo("INCORRECT_ITEM_ID_TYPE");
    assertError(session, 400, 40, "WrongData", "error", "name");
    assertThat(session.errorName()).isEqualTo("INCORRECT_SESSION_ID_TYPE");
  }

  @Test
  void duplicatedErrorOfADatabase() {
    String twin = "{\"name\": \"errors\", \"user_id_type\": \"uuid\", \"item_id_type\": \"uuid\"}";
    Answer answer = api.send("POST", "/databases/", root, twin);
    assertError(answer, 400, 42, "DuplicatedError", "type", "key", "name");
    assertThat(answer.errorName()).isEqualTo("DUPLICATED_DB_NAME");
    assertThat(answer.json().path("error_data").path("key").asText()).isEqualTo("errors");
  }

  @Test
  void duplicatedErrorOfAnAccount() {
    String twin = "{\"name\": \"errors-backend\", \"role\": \"backend\", " + PASSWORD + "}";
    Answer answer = api.send("POST", "/accounts/service/", root, twin);
    assertError(answer, 400, 42, "DuplicatedError", "type", "key", "name");
    assertThat(answer.errorName()).isEqualTo("DUPLICATED_ACCOUNT");
  }

  @Test
  void forbiddenErrorOfARole() {
    Answer answer = api.send("GET", "/databases/", backend, null);
    assertError(answer, 403, 50, "ForbiddenError", "error", "name");
    assertThat(answer.errorName()).isEqualTo("INCORRECT_ROLE");
  }

  @Test
  void forbiddenErrorOfAForeignUser() {
    Answer answer = api.send("GET", "/users/2/ratings/", frontend, null);
    assertError(answer, 403, 50, "ForbiddenError", "error", "name");
    assertThat(answer.errorName()).isEqualTo("INCORRECT_FRONTEND_USER_ID");
  }

  @Test
  void notFoundErrorOfARating() {
    Answer answer = api.send("DELETE", "/users/1/ratings/404/", backend, null);
    assertError(answer, 404, 60, "NotFoundError", "type", "key", "name");
    assertThat(answer.errorName()).isEqualTo("USER_RATING_NOT_FOUND");
    assertThat(answer.json().at("/error_data/type").asText()).isEqualTo("rating");
    assertThat(answer.json().at("/error_data/key").asText()).isEqualTo("user:b'1' item:b'404'");
  }

  @Test
  void notFoundErrorOfAnAccount() {
    Answer answer = api.send("DELETE", "/accounts/service/", root, "{\"name\": \"nobody\"}");
    assertError(answer, 404, 60, "NotFoundError", "type", "key", "name");
    assertThat(answer.errorName()).isEqualTo("ACCOUNT_NOT_FOUND");
  }

  @Test
  void notFoundErrorOfADatabase() {
    String login = "{\"email\": \"%s\", %s, \"db_name\": \"x\"}".formatted(TestApi.ROOT, PASSWORD);
    Answer answer = api.send("POST", "/login/root/", null, login);
    assertError(answer, 404, 60, "NotFoundError", "type", "key", "name");
    assertThat(answer.errorName()).isEqualTo("DATABASE_NOT_FOUND");
  }

  @Test
  void notFoundErrorOfAResource() {
    Answer answer = api.send("GET", "/users/1/opinions/", backend, null);
    assertError(answer, 404, 60, "NotFoundError", "type", "key", "name");
    assertThat(answer.errorName()).isEqualTo("RESOURCE_NOT_FOUND");
  }

  @Test
  void methodNotAllowed() {
    Answer answer = api.send("PUT", "/databases/current/", root, "{}");
    assertError(answer, 405, 70, "MethodNotAllowed", "method", "name");
    assertThat(answer.errorName()).isEqualTo("HTTP_METHOD_NOT_ALLOWED");
    assertThat(answer.json().path("error_data").path("method").asText()).isEqualTo("PUT");
  }

  /** In the words that a published client's tests compare. */
  private static void assertSays(Answer answer, String error) {
    assertThat(answer.json().at("/error_data/error").asText()).isEqualTo(error);
  }

  /** Exactly four keys, and exactly these in {@code error_data}, all of them strings. */
  private static void assertError(
      Answer answer, int status, int code, String name, String... dataKeys) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode error = answer.json();
    assertThat(error.fieldNames())
        .toIterable()
        .containsExactly("error_code", "error_name", "message", "error_data");
    assertThat(error.path("error_code").isInt()).isTrue();
    assertThat(error.path("error_code").asInt()).isEqualTo(code);
    assertThat(error.path("error_name").asText()).isEqualTo(name);
    assertThat(error.path("message").asText()).matches(".{20,}\\.");
    JsonNode data = error.path("error_data");
    Set<String> keys = new TreeSet<>();
    data.fieldNames().forEachRemaining(keys::add);
    assertThat(keys).containsExactlyInAnyOrder(dataKeys);
    assertThat(data).allMatch(JsonNode::isTextual);
  }
}
