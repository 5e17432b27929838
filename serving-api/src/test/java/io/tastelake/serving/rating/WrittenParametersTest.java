package io.tastelake.serving.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parameters lie in the memory of every instance and job, so none are large. */
@ExtendWith(ApiResource.class)
class WrittenParametersTest {

  private final TestApi api;

  WrittenParametersTest(TestApi api) {
    this.api = api;
  }

  private static String property(int characters) {
    return """
        {"interaction_types": {"view": {"strength": 1, "property": "%s", "property_scale": 1}},
         "half_life_days": null, "saturation": 10}
        """
        .formatted("x".repeat(characters));
  }

  @Test
  void aPropertyHasANameOfAtMost255Characters() {
    String token = api.rootToken(api.createDatabase("names", "urlsafe64", "urlsafe64"));
    String path = "/databases/current/implicit-to-explicit/";
    assertThat(api.send("PUT", path, token, property(255)).status()).isEqualTo(200);
    Answer refused = api.send("PUT", path, token, property(256));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("one of 256 characters; at most 255 are allowed");
    assertThat(api.send("GET", path, token, null).text()).contains("x".repeat(255));
  }
}
