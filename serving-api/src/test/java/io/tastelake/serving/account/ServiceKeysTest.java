package io.tastelake.serving.account;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens end with the key that they were issued for, and no others do. */
@ExtendWith(ApiResource.class)
class ServiceKeysTest {

  private static int accounts;

  private final TestApi api;
  private final String root;
  private final String name = "key-holder-" + accounts++;

  ServiceKeysTest(TestApi api) {
    this.api = api;
    this.root = api.rootToken(null);
    String account =
        "{\"name\": \"%s\", \"password\": \"%s\", \"role\": \"backend\"}"
            .formatted(name, TestApi.PASSWORD);
    assertThat(api.send("POST", "/accounts/service/", root, account).status()).isEqualTo(200);
  }

  private JsonNode newKey() {
    return api.send("POST", "/accounts/service/keys/", root, "{\"name\": \"" + name + "\"}").json();
  }

  private JsonNode login(String secret) {
    String body = "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, secret);
    return api.send("POST", "/login/service/", null, body).json();
  }

  private Answer refresh(JsonNode login) {
    String body = "{\"refresh_token\": %s}".formatted(login.path("refresh_token"));
    return api.send("POST", "/login/refresh-token/", null, body);
  }

  private Answer use(JsonNode login) {
    return api.send("POST", "/login/jwt/", login.path("token").asText(), null);
  }

  private void assertGood(JsonNode login) {
    assertThat(use(login).status()).isEqualTo(200);
    assertThat(refresh(login).status()).isEqualTo(200);
  }

  private void assertVoid(JsonNode login) {
    assertErrorShape(use(login), 401, 22, "JwtTokenExpired", "INCORRECT_JWT_TOKEN");
    assertErrorShape(refresh(login), 401, 21, "AuthError", "INCORRECT_REFRESH_TOKEN");
  }

  @Test
  void aDeletedKeyTakesItsTokensWithIt() {
    JsonNode gone = newKey();
    JsonNode ofGone = login(gone.path("key").asText());
    JsonNode refreshed = refresh(ofGone).json();
    JsonNode ofOther = login(newKey().path("key").asText());
    JsonNode ofPassword = login(TestApi.PASSWORD);
    assertGood(refreshed);
    String path = "/accounts/service/keys/" + gone.path("id").asText() + "/";
    assertThat(api.send("DELETE", path, root, null).status()).isEqualTo(200);
    assertVoid(ofGone);
    assertVoid(refreshed);
    assertGood(ofOther);
    assertGood(ofPassword);
  }

  @Test
  void anExpiredKeyEndsItsTokens() {
    JsonNode key = newKey();
    JsonNode login = login(key.path("key").asText());
    int expired =
        api.store.execute(
            "UPDATE service_account_keys SET expires_at = now() - interval '1 s' WHERE id = ?",
            key.path("id").asText());
    assertThat(expired).isEqualTo(1);
    assertVoid(login);
  }
}
