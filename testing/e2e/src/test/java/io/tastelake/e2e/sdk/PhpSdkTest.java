package io.tastelake.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Wire;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The PHP SDK: double slashes, lists with indices, and PHP's own client, which speaks HTTP/1.0 in
 * older versions and closes each connection.
 */
@ExtendWith(SharedSystem.Extension.class)
class PhpSdkTest {

  private static final String HEADERS =
      """
      Host: HOST
      Connection: close
      User-Agent: CrossingMinds/0.1 (PHP; JSON)
      Content-type: application/json
      Accept: application/json
      Authorization: Bearer TOKEN
      """;

  private static Client client;

  @BeforeAll
  static void login(SharedSystem system) throws IOException {
    client = Client.backend(system, Tenant.Ids.TEXT);
  }

  private static Wire.Response ask(String line, String body) throws IOException {
    return client.ask(line + "\n" + HEADERS, body);
  }

  @Test
  void repeatedSlashesCollapse() throws IOException {
    assertThat(
            client
                .ask(
                    "POST //v1//login/service/ HTTP/1.1\n" + HEADERS.replace("Bearer TOKEN", ""),
                    client.login())
                .ok()
                .json()
                .path("token")
                .asText())
        .isNotEmpty();
    assertThat(ask("GET //v1//databases/current// HTTP/1.1", null).ok().json().path("id").asText())
        .isEqualTo(client.tenant().database().value());
  }

  @Test
  void listsHaveIndicesEscapedOrNot() throws IOException {
    for (String type : List.of("a", "b", "c")) {
      ask(
              "POST /v1/users/typed/interactions/lamp/ HTTP/1.1",
              "{\"interaction_type\":\"" + type + "\"}")
          .ok();
    }
    for (String list :
        List.of(
            "interaction_types%5B0%5D=a&interaction_types%5B1%5D=c",
            "interaction_types[0]=a&interaction_types[1]=c")) {
      JsonNode page =
          ask("GET /v1/users/typed/interactions-bulk/?" + list + " HTTP/1.1", null).ok().json();
      assertThat(page.path("interactions").findValuesAsText("interaction_type"))
          .containsExactlyInAnyOrder("a", "c");
    }
  }

  @Test
  void http10IsSpoken() throws IOException {
    Wire.Response answer = ask("GET /v1/databases/current/status/ HTTP/1.0", null);
    assertThat(answer.ok().json().path("status").asText()).isEqualTo("pending");
  }

  /**
   * Without data it sends a POST without a body and without a length, and an empty list as such.
   */
  @Test
  void dataThatIsEmptyIsNotSent() throws IOException {
    assertThat(ask("POST /v1/resolved-sessions/ HTTP/1.1", null).ok().json().has("has_next"))
        .isTrue();
    ask("POST /v1/interactions-bulk/ HTTP/1.1", "{\"interactions\":[]}").isEmptyObject();
  }

  /** Its name for the list of accounts. */
  @Test
  void accountsAreListedUnderBothNames() throws IOException {
    String database = client.tenant().database().value();
    for (String path : List.of("organizations/accounts/", "organizations/current/accounts/")) {
      assertThat(
              client
                  .tenant()
                  .client()
                  .get("/v1//" + path)
                  .ok()
                  .body()
                  .path("service_accounts")
                  .findValuesAsText("name"))
          .contains("sdk-" + database);
    }
  }
}
