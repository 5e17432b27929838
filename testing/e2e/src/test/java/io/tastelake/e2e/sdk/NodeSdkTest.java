package io.tastelake.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Tokens;
import io.tastelake.e2e.kit.Wire;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The first Node SDK: a refresh before anything else, chunks in parallel, and {@code null} as the
 * body of what has none. The TypeScript client is run itself, by {@link NodeClientTest}.
 */
@ExtendWith(SharedSystem.Extension.class)
class NodeSdkTest {

  private static final int ITS_CHUNK = 4096;
  private static final String HEADERS =
      """
      host: HOST
      connection: keep-alive
      User-Agent: CrossingMinds/v1
      Content-type: application/json
      Accept: application/json
      Authorization: Bearer TOKEN
      accept-language: *
      sec-fetch-mode: cors
      accept-encoding: gzip, deflate
      """;

  private static SharedSystem system;
  private static Client client;

  @BeforeAll
  static void login(SharedSystem shared) throws IOException {
    system = shared;
    client = Client.backend(shared, Tenant.Ids.TEXT);
  }

  private static Wire.Response ask(String line, String body) throws IOException {
    return client.ask(line + " HTTP/1.1\n" + HEADERS, body);
  }

  /** Holding no token yet it sends an empty one, and a refresh token: its first call always. */
  @Test
  void itsFirstCallIsARefreshWithAnEmptyBearer() throws IOException {
    String head = HEADERS.replace("TOKEN", "");
    JsonNode login =
        client.ask("POST /v1/login/service/ HTTP/1.1\n" + head, client.login()).ok().json();
    JsonNode renewed =
        client
            .ask(
                "POST /v1/login/refresh-token/ HTTP/1.1\n" + head,
                "{\"refresh_token\":\"" + login.path("refresh_token").asText() + "\"}")
            .ok()
            .json();
    assertThat(renewed.path("token").asText()).isNotEmpty();
    assertThat(renewed.path("refresh_token").asText()).isNotEmpty();
    assertThat(renewed.path("database").path("id").asText())
        .isEqualTo(client.tenant().database().value());
  }

  /** It asks for a new token on this name and on no other. */
  @Test
  void anExpiredTokenHasTheNameThatItRenewsOn() throws Exception {
    String expired =
        Tokens.signed(client.token(), system.tokenKey(), Instant.now().minusSeconds(1));
    for (String line : List.of("GET /v1/databases/current/", "POST /v1/interactions-bulk/")) {
      Wire.Response answer =
          client.ask(
              line + " HTTP/1.1\n" + HEADERS.replace("TOKEN", expired),
              line.startsWith("POST") ? "{\"interactions\":[]}" : null);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.json().path("error_code").asInt()).isEqualTo(22);
      assertThat(answer.json().path("error_data").path("name").asText())
          .isEqualTo("INCORRECT_JWT_TOKEN");
    }
  }

  @Test
  void chunksOf4096RowsComeInParallel() throws Exception {
    ExecutorService parallel = Executors.newFixedThreadPool(3);
    try {
      List<Future<Wire.Response>> answers = new ArrayList<>();
      for (int chunk = 0; chunk < 3; chunk++) {
        String body = chunk(chunk);
        answers.add(parallel.submit(() -> ask("POST /v1/interactions-bulk/", body)));
      }
      for (Future<Wire.Response> answer : answers) {
        answer.get().isEmptyObject();
      }
    } finally {
      parallel.shutdown();
    }
    assertThat(client.tenant().client().list("/users/many/interactions-bulk/", 10_000))
        .hasSize(3 * ITS_CHUNK);
  }

  private static String chunk(int chunk) {
    return IntStream.range(0, ITS_CHUNK)
        .mapToObj(
            row ->
                "{\"user_id\":\"many\",\"item_id\":\"i%d\",\"interaction_type\":\"view\"}"
                    .formatted(chunk * ITS_CHUNK + row))
        .collect(Collectors.joining(",", "{\"interactions\":[", "]}"));
  }

  /** It retries every method, so what it sends twice must not fail or count twice. */
  @Test
  void bodiesOfNothingAreTheWordNull() throws IOException {
    ask("PUT /v1/users/nil/ratings/lamp/", "{\"rating\":7}").isNothing();
    ask("DELETE /v1/users/nil/ratings/lamp/", "null").isNothing();
    ask("DELETE /v1/users/nil/ratings/", "null").isNothing();
    ask("DELETE /v1/users/nil/ratings/", "{}").isNothing();
    ask("DELETE /v1/users/nil/ratings/", "").isNothing();
    assertThat(ask("POST /v1/login/jwt/", "null").ok().json().has("org_id")).isTrue();
  }

  /** It sends undefined options not at all, and ids as whatever they are. */
  @Test
  void sessionsAreWrittenResolvedAndListed() throws IOException {
    ask(
            "POST /v1/sessions/dawn/items/lamp/interactions/",
            "{\"interaction_type\":\"view\",\"timestamp\":null}")
        .isEmptyObject();
    ask("POST /v1/sessions/dawn/resolve/", "{\"user_id\":\"ann\",\"timestamp\":1588812345}")
        .isEmptyObject();
    JsonNode resolved =
        ask("POST /v1/resolved-sessions/", "{\"users_id\":[\"ann\"],\"amt\":5}").ok().json();
    assertThat(resolved.path("resolved_sessions").findValuesAsText("session_id"))
        .containsExactly("dawn");
    JsonNode warned =
        ask(
                "POST /v1/sessions/dawn/interactions-bulk/",
                "{\"interactions\":[{\"item_id\":\"sofa\",\"interaction_type\":\"view\"}]}")
            .ok()
            .json();
    assertThat(warned.path("warnings")).hasSize(1);
    assertThat(warned.path("warnings").get(0).asText()).contains("dawn");
  }
}
