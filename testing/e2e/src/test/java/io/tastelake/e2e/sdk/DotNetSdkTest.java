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
 * The .NET SDK: it loses the {@code /v1} of its base address, escapes all that can be escaped, and
 * reads {@code next_page} and counters into ints.
 */
@ExtendWith(SharedSystem.Extension.class)
class DotNetSdkTest {

  private static final String HEADERS =
      """
      Host: HOST
      Authorization: Bearer TOKEN
      User-Agent: CrossingMinds/1.0.0.0 (C#; JSON)
      Accept: application/json
      """;
  private static final String JSON = HEADERS + "Content-Type: application/json; charset=utf-8\n";

  private static Client client;

  @BeforeAll
  static void login(SharedSystem system) throws IOException {
    client = Client.backend(system, new Tenant.Ids("bytes16", "urlsafe64", "hex8"));
  }

  /** A user id is base64 there, whose padding and signs come escaped. */
  @Test
  void pathsAreFullyEscaped() throws IOException {
    client
        .ask(
            "POST /users/%2B%2F8%3D/interactions/%61%2Eb%2D1/ HTTP/1.1\n" + JSON,
            "{\"interaction_type\":\"view\",\"timestamp\":1588812345.0}")
        .isEmptyObject();
    JsonNode rows =
        client
            .ask("GET /users/-_8/interactions-bulk/?amt=5 HTTP/1.1\n" + HEADERS, null)
            .ok()
            .json()
            .path("interactions");
    assertThat(rows.findValuesAsText("item_id")).containsExactly("a.b-1");
  }

  @Test
  void cursorsComeBackEscaped() throws IOException {
    String bulk = "/users/AAAA/interactions-bulk/";
    client
        .ask(
            "POST " + bulk + " HTTP/1.1\n" + JSON,
            """
            {"interactions":[{"item_id":"a","interaction_type":"view"},{"item_id":"b","interaction_type":"view"}]}""")
        .isEmptyObject();
    JsonNode first = client.ask("GET " + bulk + "?amt=1 HTTP/1.1\n" + HEADERS, null).ok().json();
    String cursor = first.path("next_cursor").asText().replace("-", "%2D").replace("_", "%5F");
    JsonNode second =
        client
            .ask("GET " + bulk + "?amt=1&cursor=" + cursor + " HTTP/1.1\n" + HEADERS, null)
            .ok()
            .json();
    assertThat(second.path("has_next").asBoolean()).isFalse();
    assertThat(second.path("interactions").get(0).path("item_id"))
        .isNotEqualTo(first.path("interactions").get(0).path("item_id"));
  }

  @Test
  void pagesAndCountersAreInts() throws IOException {
    String ratings = "/users/AAAA/ratings/?page=1&amt=64";
    assertThat(integer(client.ask("GET " + ratings + " HTTP/1.1\n" + HEADERS, null), "next_page"))
        .isEqualTo(2);
    String tasks = "/tasks/ml_model_retrain/recents/?page=1&amt=1";
    assertThat(integer(client.ask("GET " + tasks + " HTTP/1.1\n" + HEADERS, null), "next_page"))
        .isEqualTo(2);
    JsonNode counters =
        client
            .ask("GET /databases/current/ HTTP/1.1\n" + HEADERS, null)
            .ok()
            .json()
            .path("counters");
    assertThat(counters).hasSize(3).allMatch(JsonNode::isInt);
    JsonNode databases = client.tenant().client().get("/databases/?page=1&amt=64").ok().body();
    assertThat(databases.path("next_page").isInt()).isTrue();
  }

  private static int integer(Wire.Response answer, String member) throws IOException {
    JsonNode value = answer.ok().json().path(member);
    assertThat(value.isInt()).as(answer.text()).isTrue();
    return value.intValue();
  }
}
