package io.tastelake.serving.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API's OpenAPI document and its page. Other tests hold every answer to the document. */
@ExtendWith(ApiResource.class)
class DocumentTest {

  private final TestApi api;

  DocumentTest(TestApi api) {
    this.api = api;
  }

  @Test
  void itDescribesWhatIsServedAndNothingElse() {
    assertThat(api.routes().stream().map(DocumentTest::operation))
        .containsExactlyInAnyOrderElementsOf(ApiDocument.read().operations());
  }

  private static String operation(Route route) {
    List<String> roles =
        route.roles().stream().sorted(Comparator.naturalOrder()).map(Role::wireName).toList();
    return route.method() + " " + route.path() + " " + roles;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.json", "/v1/openapi.json", "//v1//openapi.json/"})
  void itIsServedUnderBothPrefixes(String path) {
    Answer answer = api.send("GET", path, null, null);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("openapi").asText()).isEqualTo("3.1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/v1/docs/"})
  void itsPageLoadsItAndNothingFromElsewhere(String path) {
    Answer page = api.send("GET", path, null, null);
    assertThat(page.response().headers().firstValue("Content-Type"))
        .hasValue("text/html;charset=utf-8");
    assertThat(page.text()).contains("default-src 'self'").doesNotContain("http:", "https:");
    String base = path.replaceFirst("docs/?$", "");
    for (String link : links(page.text())) {
      assertThat(api.send("GET", base + link, null, null).status()).as(link).isEqualTo(200);
    }
  }

  @Test
  void nobodyFramesThePageOrRunsAnotherScriptInIt() {
    Answer page = api.send("GET", "/docs", null, null);
    assertThat(header(page, "Content-Security-Policy"))
        .contains("script-src 'self' 'sha256-", "frame-ancestors 'none'", "object-src 'none'")
        .doesNotContain("script-src 'self' 'unsafe-inline'");
    for (String path : List.of("/docs", "/docs/swagger-ui-bundle.js", "/openapi.json", "/nope")) {
      Answer answer = api.send("GET", path, null, null);
      assertThat(header(answer, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(header(answer, "Content-Security-Policy")).contains("frame-ancestors 'none'");
    }
  }

  private static String header(Answer answer, String name) {
    assertThat(answer.response().headers().allValues(name)).as(name).hasSize(1);
    return answer.response().headers().firstValue(name).orElseThrow();
  }

  private static List<String> links(String page) {
    List<String> links = new ArrayList<>();
    Matcher matcher = Pattern.compile("(?:href|src|url)[=:] ?\"(?!data:)([^\"]+)\"").matcher(page);
    while (matcher.find()) {
      links.add(matcher.group(1));
    }
    assertThat(links)
        .containsExactly("docs/swagger-ui.css", "docs/swagger-ui-bundle.js", "openapi.json");
    return links;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/docs/swagger-ui.js", "/docs/..%2f..%2fopenapi.json", "/docs/index.html"})
  void thePageHasNoOtherParts(String path) {
    assertThat(api.send("GET", path, null, null).status()).isIn(400, 404);
  }
}
