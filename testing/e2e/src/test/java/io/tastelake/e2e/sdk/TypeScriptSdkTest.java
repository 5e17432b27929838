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

/** The TypeScript SDK: ids always strings, also of integer types, and times in several forms. */
@ExtendWith(SharedSystem.Extension.class)
class TypeScriptSdkTest {

  private static final String HEADERS =
      """
      host: HOST
      connection: keep-alive
      content-type: application/json
      authorization: Bearer TOKEN
      accept: */*
      accept-language: *
      sec-fetch-mode: cors
      user-agent: node
      accept-encoding: gzip, deflate
      """;

  private static Client client;

  @BeforeAll
  static void login(SharedSystem system) throws IOException {
    client = Client.backend(system, new Tenant.Ids("uint32", "uint64", "uuid"));
  }

  private static Wire.Response ask(String line, String body) throws IOException {
    return client.ask(line + " HTTP/1.1\n" + HEADERS, body);
  }

  /** Before it is logged in its token is undefined, and it says so. */
  @Test
  void itLogsInWithTheTokenUndefined() throws IOException {
    String head = "POST /login/service/ HTTP/1.1\n" + HEADERS.replace("TOKEN", "undefined");
    JsonNode login = client.ask(head, client.login()).ok().json();
    assertThat(login.path("role").asText()).isEqualTo("backend");
    assertThat(login.path("database").path("session_id_type").asText()).isEqualTo("uuid");
  }

  @Test
  void integersComeAsStringsAndGoAsNumbers() throws IOException {
    ask(
            "POST /users/7/interactions-bulk/",
            """
            {"interactions":[{"item_id":"18446744073709551615","interaction_type":"view"}]}""")
        .isEmptyObject();
    ask(
            "POST /interactions-bulk/",
            """
            {"interactions":[{"user_id":"7","item_id":"8","interaction_type":"view","timestamp":1}]}""")
        .isEmptyObject();
    JsonNode rows = ask("GET /users/7/interactions-bulk/?", null).ok().json().path("interactions");
    assertThat(rows.findValues("item_id").stream().map(JsonNode::toString))
        .containsExactly("18446744073709551615", "8");
  }

  /** The time of a resolution comes as text of a number, that of a rating as ISO 8601. */
  @Test
  void timesComeInSeveralForms() throws IOException {
    String session = "0A1B2C3D-0000-4000-8000-0000000000AA";
    ask(
            "POST /sessions/" + session + "/resolve/",
            "{\"user_id\":\"7\",\"timestamp\":\"1588812345\"}")
        .isEmptyObject();
    JsonNode resolved =
        ask("POST /resolved-sessions/", "{\"users_id\":[\"7\"]}")
            .ok()
            .json()
            .path("resolved_sessions");
    assertThat(resolved.toString())
        .isEqualTo(
            "[{\"session_id\":\"0a1b2c3d-0000-4000-8000-0000000000aa\",\"user_id\":7,\"timestamp\":1.588812345E9}]");
    ask("PUT /users/7/ratings/8/", "{\"rating\":9,\"timestamp\":\"2020-05-07T00:45:45.500Z\"}")
        .isNothing();
    ask("PUT /users/7/ratings/9/", "{\"rating\":9,\"timestamp\":1588812346}").isNothing();
    JsonNode ratings = ask("GET /users/7/ratings/", null).ok().json().path("user_ratings");
    assertThat(ratings.findValues("timestamp").stream().map(JsonNode::asDouble))
        .contains(1588812345.5, 1588812346.0);
  }
}
