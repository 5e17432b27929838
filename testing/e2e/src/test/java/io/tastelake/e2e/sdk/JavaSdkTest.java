package io.tastelake.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The Java SDK: no {@code /v1}, an upgrade to h2c with the first request of a connection, and
 * classes that refuse members which they do not know.
 */
@ExtendWith(SharedSystem.Extension.class)
class JavaSdkTest {

  private static final Duration ITS_TIMEOUT = Duration.ofSeconds(5);
  private static final int ITS_CHUNK = 4096;
  private static final String HEADERS =
      """
      Connection: Upgrade, HTTP2-Settings
      Host: HOST
      HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA
      Upgrade: h2c
      User-Agent: CrossingMinds/v1 (Java/0.1.0; JSON)\s
      Accept: application/json
      Authorization: Bearer TOKEN
      Content-Type: application/json
      """;

  private static Client client;

  @BeforeAll
  static void login(SharedSystem system) throws IOException {
    client = Client.backend(system, new Tenant.Ids("uint32", "uint32", "uuid"));
  }

  private static Wire.Response ask(String line, String body) throws IOException {
    return client.ask(line + " HTTP/1.1\n" + HEADERS, body);
  }

  @Test
  void upgradesToH2cAreServedAsPlainHttp() throws IOException {
    try (Wire wire = Wire.open(client.api())) {
      String head = client.filledIn("GET /databases/current/ HTTP/1.1\n" + HEADERS);
      assertThat(wire.ask(head, null).ok().json().path("id").asText())
          .isEqualTo(client.tenant().database().value());
      assertThat(wire.ask(head, null).ok().headers()).doesNotContainKey("upgrade");
    }
  }

  /** It writes a primitive double where no timestamp was given, and doubles in exponent form. */
  @Test
  void timestampsAreInExponentFormOrZeroWhichMeansNow() throws IOException {
    double begun = Instant.now().getEpochSecond();
    ask(
            "POST /users/7/interactions/1/",
            """
            {"user_id":7,"item_id":1,"interaction_type":"view","timestamp":0.0}""")
        .isEmptyObject();
    ask(
            "POST /users/7/interactions/2/",
            """
            {"user_id":7,"item_id":2,"interaction_type":"view","timestamp":1.5888123455E9}""")
        .isEmptyObject();
    JsonNode rows = ask("GET /users/7/interactions-bulk/", null).ok().json().path("interactions");
    List<Double> timestamps =
        rows.findValues("timestamp").stream().map(JsonNode::asDouble).toList();
    assertThat(timestamps).hasSize(2);
    assertThat(timestamps.get(0)).isBetween(begun, begun + ITS_TIMEOUT.toSeconds());
    assertThat(timestamps.get(1)).isEqualTo(1588812345.5);
  }

  @Test
  void itsChunkOf4096RowsIsAnsweredBeforeItGivesUp() throws IOException {
    String rows =
        IntStream.range(0, ITS_CHUNK)
            .mapToObj(
                row ->
                    "{\"user_id\":%d,\"item_id\":%d,\"interaction_type\":\"view\",\"timestamp\":0.0}"
                        .formatted(1000 + row % 50, row))
            .collect(Collectors.joining(","));
    Instant begun = Instant.now();
    ask("POST /interactions-bulk/", "{\"interactions\":[" + rows + "]}").isEmptyObject();
    assertThat(Duration.between(begun, Instant.now())).isLessThan(ITS_TIMEOUT);
  }

  /** Its class of errors knows four members, and reads an enum constant off the name. */
  @Test
  void errorsHaveFourMembersAndStringsInside() throws IOException {
    for (String line : List.of("GET /nowhere/", "PUT /login/root/", "GET /users/x/ratings/")) {
      Wire.Response answer = ask(line, line.startsWith("PUT") ? "{}" : null);
      JsonNode error = answer.json();
      assertThat(error.properties().stream().map(member -> member.getKey()))
          .containsExactlyInAnyOrder("error_code", "error_name", "message", "error_data");
      assertThat(error.path("error_code").isInt()).isTrue();
      assertThat(error.path("error_data").isObject()).isTrue();
      for (String text : List.of("error", "type", "method")) {
        JsonNode value = error.path("error_data").path(text);
        assertThat(value.isMissingNode() || value.isTextual()).as(text).isTrue();
      }
    }
  }

  /** Its pages of databases and ratings, its status and its accounts refuse any other member. */
  @Test
  void pagesHaveTheirMembersAndNoOthers() throws IOException {
    assertThat(members("GET /users/7/ratings/"))
        .containsExactlyInAnyOrder("user_ratings", "has_next", "next_page");
    assertThat(members("GET /ratings-bulk/")).containsExactlyInAnyOrder("ratings", "has_next");
    assertThat(members("GET /databases/current/status/")).containsExactly("status");
    JsonNode databases = client.tenant().client().get("/databases/").ok().body();
    assertThat(databases.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("databases", "has_next", "next_page");
    JsonNode accounts = client.tenant().client().get("/organizations/accounts/").ok().body();
    assertThat(accounts.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("individual_accounts", "service_accounts");
  }

  private static List<String> members(String line) throws IOException {
    return ask(line, null).ok().json().properties().stream().map(m -> m.getKey()).toList();
  }

  /** It sends a token that it has not got as null, and counts on a refresh token in the answer. */
  @Test
  void itLogsInWithTheTokenNull() throws IOException {
    Wire.Response answer =
        client.ask(
            "POST /login/service/ HTTP/1.1\n" + HEADERS.replace("TOKEN", "null"), client.login());
    assertThat(answer.ok().json().path("refresh_token").asText()).isNotEmpty();
  }
}
