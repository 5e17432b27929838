package io.tastelake.serving.http;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The online store goes away. */
class StoreOutageTest {

  @Test
  void anOutageIsUnavailabilityAndNoFault() throws IOException {
    try (TestApi api = TestApi.start()) {
      String root = api.rootToken(api.createDatabase("outage", "uuid", "uuid"));
      api.stopPostgres();
      Answer listed = api.send("GET", "/databases/", root, null);
      assertErrorShape(listed, 503, 1, "ServerUnavailable", "DATABASE_NOT_READY");
      assertThat(listed.json().path("message").asText()).contains("retry");
      Answer login =
          api.send("POST", "/login/root/", null, "{\"email\": \"a@b\", \"password\": \"p\"}");
      assertErrorShape(login, 503, 1, "ServerUnavailable", "DATABASE_NOT_READY");
    }
  }
}
