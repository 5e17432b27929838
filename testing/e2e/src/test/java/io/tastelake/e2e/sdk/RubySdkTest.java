package io.tastelake.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Wire;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The Ruby SDK: it logs in when it is constructed, as root unless told otherwise, and reads a body
 * as JSON exactly where it is labelled so.
 */
@ExtendWith(SharedSystem.Extension.class)
class RubySdkTest {

  private static final String HEADERS =
      """
      Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3
      Accept: */*
      User-Agent: Ruby
      Host: HOST
      Content-Type: application/json
      """;
  private static final String WITH_TOKEN = HEADERS + "Authorization: Bearer TOKEN\n";

  private static SharedSystem system;
  private static Client client;

  @BeforeAll
  static void login(SharedSystem shared) throws IOException {
    system = shared;
    client = Client.backend(shared, Tenant.Ids.TEXT);
  }

  private static Wire.Response ask(String line, String body) throws IOException {
    return client.ask(line + " HTTP/1.1\n" + WITH_TOKEN, body);
  }

  @Test
  void itLogsInWhenItIsConstructed() throws IOException {
    Wire.Response service =
        client.ask("POST /v1/login/service/ HTTP/1.1\n" + HEADERS, client.login());
    assertThat(service.ok().json().path("token").asText()).isNotEmpty();
    JsonNode root =
        new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(system.access().root());
    String body =
        "{\"email\":%s,\"password\":%s}".formatted(root.get("email"), root.get("password"));
    Wire.Response answer = client.ask("POST /v1/login/root/ HTTP/1.1\n" + HEADERS, body);
    assertThat(answer.ok().json().path("role").asText()).isEqualTo("root");
  }

  /** Labelled JSON, an empty body would be parsed, and is none. */
  @Test
  void writesOfRatingsAreAnsweredEmptyAndUnlabelled() throws IOException {
    ask("PUT /v1/users/ann/ratings/lamp/", "{\"rating\":8.5,\"timestamp\":1588812345}").isNothing();
    ask("PUT /v1/users/ann/ratings/", "{\"ratings\":[{\"item_id\":\"sofa\",\"rating\":2}]}")
        .isNothing();
    ask(
            "PUT /v1/ratings-bulk/",
            "{\"ratings\":[{\"user_id\":\"bob\",\"item_id\":\"sofa\",\"rating\":2}]}")
        .isNothing();
    JsonNode page = ask("GET /v1/users/ann/ratings/?page=1&amt=1", null).ok().json();
    assertThat(page.path("user_ratings")).hasSize(1);
    assertThat(page.path("has_next").asBoolean()).isTrue();
    assertThat(page.path("next_page").asInt()).isEqualTo(2);
    ask("DELETE /v1/users/ann/ratings/lamp/", null).isNothing();
    Wire.Response gone = ask("DELETE /v1/users/ann/ratings/lamp/", null);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.json().at("/error_data/name").asText()).isEqualTo("USER_RATING_NOT_FOUND");
    ask("DELETE /v1/users/ann/ratings/", null).isNothing();
  }

  /** Its other answers it reads as objects. */
  @Test
  void writesOfInteractionsAreAnsweredWithAnObject() throws IOException {
    ask("POST /v1/users/ann/interactions/lamp/", "{\"interaction_type\":\"view\"}").isEmptyObject();
    ask(
            "POST /v1/interactions-bulk/",
            "{\"interactions\":[{\"user_id\":\"ann\",\"item_id\":\"a\",\"interaction_type\":\"buy\"}]}")
        .isEmptyObject();
  }
}
