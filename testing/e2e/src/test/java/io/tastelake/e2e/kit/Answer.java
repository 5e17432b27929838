package io.tastelake.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * An answer of the API.
 *
 * @param asked method and path, for messages
 * @param body the JSON of the body; missing if that is empty
 */
public record Answer(String asked, int status, JsonNode body) {

  /** This answer, which must be 200. */
  public Answer ok() {
    assertThat(status).as("%s: %s", asked, body).isEqualTo(200);
    return this;
  }

  /** A text member of the body, which must be there. */
  public String text(String member) {
    assertThat(body.has(member)).as("'%s' in %s: %s", member, asked, body).isTrue();
    return body.get(member).asText();
  }

  /** Fails unless this is the error of that name: its status, its code, and exactly four keys. */
  public void isError(int expectedStatus, String name, int code, String dataName) {
    assertThat(status).as("%s: %s", asked, body).isEqualTo(expectedStatus);
    assertThat(keys(body))
        .as("%s: %s", asked, body)
        .containsExactlyInAnyOrder("error_code", "error_name", "message", "error_data");
    assertThat(body.get("error_name").asText()).as("%s: %s", asked, body).isEqualTo(name);
    assertThat(body.get("error_code").isInt()).as("%s: %s", asked, body).isTrue();
    assertThat(body.get("error_code").asInt()).as("%s: %s", asked, body).isEqualTo(code);
    assertThat(body.get("message").asText()).as("%s: %s", asked, body).isNotBlank();
    assertThat(body.get("error_data").isObject()).as("%s: %s", asked, body).isTrue();
    assertThat(body.get("error_data").path("name").asText())
        .as("%s: %s", asked, body)
        .isEqualTo(dataName);
  }

  private static List<String> keys(JsonNode object) {
    return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
  }
}
