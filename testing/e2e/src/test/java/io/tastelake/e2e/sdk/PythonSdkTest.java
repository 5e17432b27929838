package io.tastelake.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The Python SDK: {@code /v1}, large chunks, pickles unless told otherwise, and a POST again where
 * a connection dropped.
 */
@ExtendWith(SharedSystem.Extension.class)
class PythonSdkTest {

  private static final int ITS_CHUNK = 16_384;
  private static final Duration ITS_TIMEOUT = Duration.ofSeconds(10);
  private static final String HEADERS =
      """
      Host: HOST
      User-Agent: CrossingMinds/1.2.0 (Python/3.11; JSON)
      Accept-Encoding: gzip, deflate
      Accept: application/json
      Connection: keep-alive
      Content-type: application/json
      Authorization: Bearer TOKEN
      """;

  private static Client client;

  @BeforeAll
  static void login(SharedSystem system) throws IOException {
    client = Client.backend(system, Tenant.Ids.TEXT);
  }

  private static Wire.Response ask(String line, String body) throws IOException {
    return client.ask(line + " HTTP/1.1\n" + HEADERS, body);
  }

  private static List<JsonNode> rows(String user) throws IOException {
    return client.tenant().client().list("/users/" + user + "/interactions-bulk/", 10_000);
  }

  @Test
  void itsChunkOf16384RowsIsTakenBeforeItGivesUp() throws IOException {
    String rows =
        IntStream.range(0, ITS_CHUNK)
            .mapToObj(
                row -> "{\"item_id\": \"i%d\", \"interaction_type\": \"view\"}".formatted(row))
            .collect(Collectors.joining(", "));
    Instant begun = Instant.now();
    ask("POST /v1/users/bulk/interactions-bulk/", "{\"interactions\": [" + rows + "]}")
        .isEmptyObject();
    assertThat(Duration.between(begun, Instant.now())).isLessThan(ITS_TIMEOUT);
    assertThat(rows("bulk")).hasSize(ITS_CHUNK);
  }

  /** Its default serializer; the message names the remedy, and nothing is read of the body. */
  @Test
  void picklesAreRefusedWithTheRemedy() throws IOException {
    String pickled =
        HEADERS
            .replace("application/json", "application/xminds-pkl")
            .replace("Connection:", "Content-Encoding: gzip\nConnection:");
    Wire.Response answer =
        client.ask(
            "POST /v1/users/pickle/interactions-bulk/ HTTP/1.1\n" + pickled,
            "cos\nsystem\n(S'touch /tmp/owned'\ntR.");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error_code").asInt()).isEqualTo(40);
    assertThat(answer.json().path("message").asText()).contains("serializer='json'");
    assertThat(rows("pickle")).isEmpty();
  }

  /** It leaves bodies out that are empty, and crashes on answers that are. */
  @Test
  void anEmptyBodyIsAnEmptyObjectBothWays() throws IOException {
    ask("POST /v1/users/nobody/interactions-bulk/", "{\"interactions\": []}").isEmptyObject();
    JsonNode jwt = ask("POST /v1/login/jwt/", null).ok().json();
    assertThat(jwt.path("account").path("role").asText()).isEqualTo("backend");
    assertThat(ask("POST /v1/resolved-sessions/", null).ok().json().path("has_next").asBoolean())
        .isFalse();
  }

  /** With a key the POST that it resends after a dropped connection is stored once. */
  @Test
  void aPostAfterADroppedConnectionIsStoredOnce() throws IOException {
    String head =
        client.filledIn(
            "POST /v1/users/dropped/interactions-bulk/ HTTP/1.1\n"
                + HEADERS
                + "Idempotency-Key: dropped-1");
    String body =
        """
        {"interactions": [{"item_id": "lamp", "interaction_type": "view"}]}""";
    try (Wire dropped = Wire.open(client.api())) {
      dropped.send(head, body);
    }
    Set<String> answers = new HashSet<>();
    for (int again = 0; again < 3; again++) {
      try (Wire wire = Wire.open(client.api())) {
        answers.add(wire.ask(head, body).ok().text());
      }
    }
    assertThat(answers).containsExactly("{}");
    assertThat(rows("dropped")).hasSize(1);
    Wire.Response other = client.ask(head, body.replace("lamp", "chair"));
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.json().path("error_name").asText()).isEqualTo("WrongData");
  }

  /** It writes Python's booleans, and repeats a parameter for each value of a list. */
  @Test
  void queriesAreWrittenAsPythonWritesThem() throws IOException {
    for (String type : List.of("a", "b", "c")) {
      ask(
              "POST /v1/users/typed/interactions/lamp/",
              "{\"interaction_type\": \"" + type + "\", \"timestamp\": null}")
          .ok();
    }
    JsonNode page =
        ask(
                "GET /v1/users/typed/interactions-bulk/?interaction_types=a&interaction_types=c&verbose=True",
                null)
            .ok()
            .json();
    assertThat(page.path("interactions").findValuesAsText("interaction_type"))
        .containsExactlyInAnyOrder("a", "c");
  }
}
