package io.tastelake.serving.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a database wants its models trained. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelSettingsTest {

  private static final String PATH = "/databases/current/model-settings/";

  private final TestApi api;
  private String token;

  ModelSettingsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    token = api.rootToken(api.createReadyDatabase("settings", "uint32", "uint32"));
  }

  private Answer put(String body) {
    return api.send("PUT", PATH, token, body);
  }

  private String shown() {
    return api.send("GET", PATH, token, null).text();
  }

  @Test
  void whatIsPutTakesThePlaceOfAllThatWasSet() {
    assertThat(put("{\"rank\": 64, \"alpha\": 0, \"lambda\": 0.5}").status()).isEqualTo(200);
    assertThat(shown()).isEqualTo("{\"rank\":64,\"alpha\":0.0,\"lambda\":0.5}");
    assertThat(put("{\"iterations\": 7, \"rank\": null}").status()).isEqualTo(200);
    assertThat(shown()).isEqualTo("{\"iterations\":7}");
    assertThat(put("{}").status()).isEqualTo(200);
    assertThat(shown()).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"rank\": 0} | rank must be 1 to 256, not 0.",
        "{\"rank\": 257} | rank must be 1 to 256, not 257.",
        "{\"rank\": 1.5} | rank must be a whole number.",
        "{\"rank\": \"64\"} | rank must be a whole number.",
        "{\"rank\": 1e30} | rank must be a whole number.",
        "{\"iterations\": 51} | iterations must be 1 to 50, not 51.",
        "{\"alpha\": -1} | alpha must be 0 to 1000, not -1.0.",
        "{\"alpha\": true} | alpha must be a number.",
        "{\"lambda\": 0} | lambda must be 0.000001 to 1000, not 0.0.",
        "{\"solver\": \"mllib\"} | There is no setting solver.",
      })
  void whatIsOutOfRangeChangesNothing(String body, String problem) {
    assertThat(put("{\"rank\": 5}").status()).isEqualTo(200);
    Answer refused = put(body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("message").asText()).contains(problem);
    assertThat(shown()).isEqualTo("{\"rank\":5}");
  }
}
