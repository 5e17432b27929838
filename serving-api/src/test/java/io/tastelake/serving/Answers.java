package io.tastelake.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.TestApi.Answer;
import java.util.List;
import java.util.Map;

/** What every answer of a kind is like. */
public final class Answers {

  private Answers() {}

  /** An error with all of its fields and no others; {@code data} is its name in error_data. */
  public static void assertErrorShape(
      Answer answer, int status, int code, String name, String data) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(keys(answer.json()))
        .containsExactly("error_code", "error_name", "message", "error_data");
    assertThat(answer.json().path("error_code").isInt()).isTrue();
    assertThat(answer.json().path("error_code").asInt()).isEqualTo(code);
    assertThat(answer.json().path("error_name").asText()).isEqualTo(name);
    assertThat(answer.json().path("message").asText()).endsWith(".").hasSizeGreaterThan(10);
    assertThat(answer.json().path("error_data").isObject()).isTrue();
    assertThat(answer.errorName()).isEqualTo(data);
  }

  /** 200 without a body. */
  public static void assertNothing(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).isEmpty();
    assertThat(answer.response().headers().firstValue("Content-Type")).isEmpty();
    assertThat(answer.response().headers().firstValue("Content-Length")).hasValue("0");
  }

  private static List<String> keys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
