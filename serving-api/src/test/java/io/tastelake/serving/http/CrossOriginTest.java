package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.TestApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pages may call, and what they may see. */
class CrossOriginTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void pagesOfThisMachineMayCallWhereLoopbackIsAllowed() throws Exception {
    HttpServer.Settings settings =
        TestApi.settings().withCorsOrigins(HttpServer.Settings.loopbackOrigins());
    try (TestApi api = TestApi.start(settings)) {
      for (String origin :
          List.of(
              "http://localhost",
              "http://localhost:5173",
              "https://127.0.0.1:8443",
              "http://[::1]:3000")) {
        HttpResponse<String> preflight = preflight(api, origin);
        assertThat(preflight.statusCode()).as(origin).isEqualTo(200);
        assertThat(header(preflight, "Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(header(preflight, "Access-Control-Allow-Methods")).contains("PATCH", "DELETE");
      }
      for (String origin :
          List.of(
              "http://localhost.evil.example",
              "http://evil.example",
              "null",
              "http://evil.example#localhost",
              "http://127.0.0.1.evil.example:80")) {
        assertThat(preflight(api, origin).headers().firstValue("Access-Control-Allow-Origin"))
            .as(origin)
            .isEmpty();
      }
    }
  }

  @Test
  void aPageSeesWhatAnAnswerSaysInItsHeaders() throws Exception {
    try (TestApi api = TestApi.start()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(at(api)).header("Origin", "https://shop.example").build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(header(answer, "Access-Control-Expose-Headers"))
          .contains("*")
          .containsIgnoringCase("retry-after");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }
  }

  private HttpResponse<String> preflight(TestApi api, String origin) throws Exception {
    return client.send(
        HttpRequest.newBuilder(at(api))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static URI at(TestApi api) {
    return api.uri().resolve("/users/1/interactions/2/");
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
