package io.tastelake.serving.account;

import static io.tastelake.serving.Answers.assertErrorShape;
import static io.tastelake.serving.Answers.assertNothing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import io.tastelake.store.AccountsTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords are hard to guess, and every credential can be taken back. */
@ExtendWith(ApiResource.class)
class CredentialsTest {

  private static final String SERVICES = "/accounts/service/";
  private static int accounts;

  private final TestApi api;
  private final String root;

  CredentialsTest(TestApi api) {
    this.api = api;
    this.root = api.rootToken(null);
  }

  /** A new service account's name. */
  private String account(String role) {
    String name = "credentials-" + accounts++;
    assertThat(create(name, TestApi.PASSWORD, role).status()).isEqualTo(200);
    return name;
  }

  private Answer create(String name, String password, String role) {
    return api.send(
        "POST",
        SERVICES,
        root,
        "{\"name\": \"%s\", \"password\": \"%s\", \"role\": \"%s\"}"
            .formatted(name, password, role));
  }

  private Answer login(String name, String password) {
    return api.send(
        "POST",
        "/login/service/",
        null,
        "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, password));
  }

  private Answer refresh(JsonNode login) {
    return api.send(
        "POST",
        "/login/refresh-token/",
        null,
        "{\"refresh_token\": %s}".formatted(login.path("refresh_token")));
  }

  private Answer change(String body) {
    return api.send("PATCH", SERVICES, root, body);
  }

  private static String token(JsonNode login) {
    return login.path("token").asText();
  }

  private void assertVoid(JsonNode login) {
    assertErrorShape(
        api.send("POST", "/login/jwt/", token(login), null),
        401,
        22,
        "JwtTokenExpired",
        "INCORRECT_JWT_TOKEN");
    assertErrorShape(refresh(login), 401, 21, "AuthError", "INCORRECT_REFRESH_TOKEN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "123456789",
        "1234567890",
        "Password123",
        "qwertyuiop",
        "aaaaaaaaaaaaaaa"
      })
  void passwordsThatAreGuessedFirstAreRefusedWhereTheyAreSet(String password) {
    assertErrorShape(
        create("credentials-weak", password, "backend"), 400, 40, "WrongData", "WRONG_DATA_TYPE");
    String kept = account("backend");
    assertErrorShape(
        change("{\"name\": \"%s\", \"password\": \"%s\"}".formatted(kept, password)),
        400,
        40,
        "WrongData",
        "WRONG_DATA_TYPE");
    assertErrorShape(login(kept, password), 401, 21, "AuthError", "INCORRECT_PASSWORD");
    assertThat(login(kept, TestApi.PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void aPasswordIsNoName() {
    assertErrorShape(
        create("Credentials-Name", "credentials-name", "backend"),
        400,
        40,
        "WrongData",
        "WRONG_DATA_TYPE");
    assertThat(create("credentials-ruby", "MyP@ssw0rd", "backend").status()).isEqualTo(200);
  }

  @Test
  void anOldHashIsReplacedAtTheNextLogin() {
    String name = account("backend");
    Argon2Function weaker = Argon2Function.getInstance(32, 1, 1, 32, Argon2.ID);
    String old = Password.hash(TestApi.PASSWORD).addRandomSalt(16).with(weaker).getResult();
    int aged =
        api.store.execute("UPDATE accounts SET password_hash = ? WHERE login = ?", old, name);
    assertThat(aged).isEqualTo(1);
    assertErrorShape(login(name, "wrong password"), 401, 21, "AuthError", "INCORRECT_PASSWORD");
    assertThat(hash(name)).as("a wrong password changes nothing").isEqualTo(old);
    JsonNode first = login(name, TestApi.PASSWORD).json();
    assertThat(hash(name)).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
    assertThat(login(name, TestApi.PASSWORD).status()).isEqualTo(200);
    assertThat(refresh(first).status()).as("tokens stay good").isEqualTo(200);
  }

  private String hash(String name) {
    return api.onlineStore
        .with(connection -> new AccountsTable(connection).services(name))
        .get(0)
        .passwordHash();
  }

  @Test
  void whoeverGuessesWaits() {
    String name = account("backend");
    Answer answer = login(name, "guess");
    for (int i = 0; i < 12 && answer.status() == 401; i++) {
      answer = login(name, "guess " + i);
    }
    assertErrorShape(answer, 429, 2, "TooManyRequests", "RATE_LIMIT_OVERFLOW");
    assertThat(answer.response().headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(login(account("backend"), TestApi.PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void aNewPasswordOrRoleTakesBackAllTokens() {
    String name = account("backend");
    JsonNode before = login(name, TestApi.PASSWORD).json();
    assertNothing(change("{\"name\": \"%s\", \"password\": \"another horse\"}".formatted(name)));
    assertVoid(before);
    assertErrorShape(login(name, TestApi.PASSWORD), 401, 21, "AuthError", "INCORRECT_PASSWORD");
    JsonNode after = login(name, "another horse").json();
    assertThat(api.send("POST", "/login/jwt/", token(after), null).status()).isEqualTo(200);

    assertNothing(change("{\"name\": \"%s\", \"role\": \"manager\"}".formatted(name)));
    assertVoid(after);
    JsonNode manager = login(name, "another horse").json();
    assertThat(manager.path("role").asText()).isEqualTo("manager");

    assertNothing(change("{\"name\": \"%s\", \"revoke_tokens\": true}".formatted(name)));
    assertVoid(manager);
    assertThat(login(name, "another horse").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ", \"revoke_tokens\": false", ", \"role\": \"king\"", ", \"password\": 3"})
  void aChangeThatChangesNothingIsRefused(String rest) {
    String name = account("backend");
    assertErrorShape(
        change("{\"name\": \"" + name + "\"" + rest + "}"),
        400,
        40,
        "WrongData",
        "WRONG_DATA_TYPE");
  }

  @Test
  void aManagerChangesNoRootAndTheFirstAccountStaysRoot() {
    String manager = token(login(account("manager"), TestApi.PASSWORD).json());
    String first = "{\"email\": \"" + TestApi.ROOT + "\", \"role\": \"manager\"}";
    for (String caller : new String[] {manager, root}) {
      assertErrorShape(
          api.send("PATCH", "/accounts/individual/", caller, first),
          403,
          50,
          "ForbiddenError",
          "INCORRECT_ROLE");
    }
  }

  @Test
  void aLogoutTakesBackOneTokenOrAll() {
    String name = account("backend");
    JsonNode one = login(name, TestApi.PASSWORD).json();
    JsonNode other = login(name, TestApi.PASSWORD).json();
    JsonNode foreign = login(account("backend"), TestApi.PASSWORD).json();
    assertNothing(
        api.send(
            "POST",
            "/logout/",
            token(one),
            "{\"refresh_token\": %s}".formatted(one.path("refresh_token"))));
    assertErrorShape(refresh(one), 401, 21, "AuthError", "INCORRECT_REFRESH_TOKEN");
    assertThat(refresh(other).status()).isEqualTo(200);
    assertNothing(
        api.send(
            "POST",
            "/logout/",
            token(other),
            "{\"refresh_token\": %s}".formatted(foreign.path("refresh_token"))));
    assertThat(refresh(foreign).status()).as("another account's").isEqualTo(200);
    assertErrorShape(
        api.send("POST", "/logout/", token(other), "{}"), 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertNothing(api.send("POST", "/logout/", token(other), "{\"everywhere\": true}"));
    assertVoid(other);
    assertThat(login(name, TestApi.PASSWORD).status()).isEqualTo(200);
  }

  /** Many people share a frontend account. */
  @Test
  void aFrontendLogsOutItsOwnSubjectAlone() {
    String database = api.createReadyDatabase("credentials", "urlsafe64", "urlsafe64");
    String name = account("frontend");
    JsonNode ann = visitor(name, database, "ann");
    JsonNode bob = visitor(name, database, "bob");
    assertNothing(api.send("POST", "/logout/", token(ann), "{\"everywhere\": true}"));
    assertErrorShape(refresh(ann), 401, 21, "AuthError", "INCORRECT_REFRESH_TOKEN");
    assertThat(refresh(bob).status()).isEqualTo(200);
    assertThat(api.send("POST", "/login/jwt/", token(bob), null).status()).isEqualTo(200);
  }

  private JsonNode visitor(String name, String database, String user) {
    String body =
        """
        {"name": "%s", "password": "%s", "db_id": "%s", "frontend_user_id": "%s"}
        """
            .formatted(name, TestApi.PASSWORD, database, user);
    return api.send("POST", "/login/service/", null, body).json();
  }
}
