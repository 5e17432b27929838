package io.tastelake.serving.http;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ApiResource.class)
class RoutingTest {

  private final TestApi api;

  RoutingTest(TestApi api) {
    this.api = api;
  }

  @Test
  void theRootSaysWelcomeAsAJsonString() {
    Answer answer = api.send("GET", "/", null, null);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().isTextual()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/ready",
        "/health/ready/",
        "/v1/health/ready",
        "/v1/health/ready/",
        "//v1//health///ready//",
        "/health/%72eady",
        "/%76%31/health/ready",
        "/health/ready?unknown=1&list[0]=a"
      })
  void everySpellingOfAPathIsServed(String path) {
    Answer answer = api.send("GET", path, null, null);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nowhere", "/v1/v1/health/ready", "/users/1/nothing", "/databases/current/x/"})
  void unknownPathsAreNotFound(String path) {
    Answer answer = api.send("GET", path, null, null);
    assertErrorShape(answer, 404, 60, "NotFoundError", "RESOURCE_NOT_FOUND");
    assertThat(keys(answer.json().path("error_data"))).containsExactly("type", "key", "name");
  }

  @Test
  void aWrongMethodIsRefusedAndTheRightOnesAreNamed() {
    Answer answer = api.send("PUT", "/login/service/", null, "{}");
    assertErrorShape(answer, 405, 70, "MethodNotAllowed", "HTTP_METHOD_NOT_ALLOWED");
    assertThat(answer.json().path("error_data").path("method").asText()).isEqualTo("PUT");
    assertThat(answer.response().headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void unusualMethodsAreRefusedInTheSameShape() {
    for (String method : List.of("PATCH", "BREW")) {
      Answer answer = api.send(method, "/login/service/", null, null);
      assertErrorShape(answer, 405, 70, "MethodNotAllowed", "HTTP_METHOD_NOT_ALLOWED");
    }
  }

  @Test
  void aMissingTokenIsAnAuthError() {
    Answer answer = api.send("GET", "/databases/", null, null);
    assertErrorShape(answer, 401, 21, "AuthError", "INCORRECT_JWT_TOKEN");
    assertThat(keys(answer.json().path("error_data"))).containsExactly("name", "error");
  }

  @Test
  void otherContentTypesAreRefusedWithTheRemedy() {
    Answer answer =
        api.send(
            api.request("POST", "/login/service/", "cos\nsystem\n(S'true'\ntR.")
                .header("Content-Type", "application/xminds-pkl"));
    assertErrorShape(answer, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(answer.json().path("message").asText()).contains("serializer='json'");
  }

  @Test
  void aMissingContentTypeCountsAsJson() {
    Answer answer = api.send(api.request("POST", "/login/service/", "{\"name\": \"x\"}"));
    assertThat(answer.json().path("message").asText()).contains("password is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "3",
        "\"x\"",
        "{} {}",
        "{\"name\": }",
        "\u0000",
        "{\"name\": 1}",
        "{'a': 1}",
        "{\"name\": \"\\ud800\"}",
        "{\"name\": \"\\u0000\"}",
        "nul",
        "{\"name\": NaN}",
        "<xml/>"
      })
  void malformedBodiesAreWrongData(String body) {
    assertErrorShape(
        api.send("POST", "/login/service/", null, body), 400, 40, "WrongData", "WRONG_DATA_TYPE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "  "})
  void anEmptyBodyIsAnEmptyObject(String body) {
    Answer answer = api.send("POST", "/login/service/", null, body);
    assertThat(answer.json().path("message").asText()).contains("The field name is missing");
  }

  @Test
  void deepNestingIsWrongData() {
    String body = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertErrorShape(
        api.send("POST", "/login/service/", null, body), 400, 40, "WrongData", "WRONG_DATA_TYPE");
  }

  @Test
  void tooLargeABodyIsWrongDataWhetherAnnouncedOrNot() {
    String body = "{\"name\": \"" + "x".repeat(TestApi.MAX_BODY_BYTES) + "\"}";
    Answer announced = api.send("POST", "/databases/", api.rootToken(null), body);
    assertErrorShape(announced, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(announced.json().path("message").asText()).contains("larger than 1,048,576 bytes");
    Answer login = api.send("POST", "/login/service/", null, body);
    assertErrorShape(login, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(chunked(" ".repeat(TestApi.MAX_BODY_BYTES + 1))).startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /health/ready HTTP/1.1\r\n\r\n",
        "NONSENSE\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /users/%ff%fe/interactions-bulk HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
      })
  void whatIsHardlyHttpGetsAnErrorBodyToo(String request) throws IOException {
    String answer = raw(request);
    assertThat(answer).doesNotStartWith("HTTP/1.1 5").doesNotStartWith("HTTP/1.1 2");
    String body = answer.substring(answer.indexOf("\r\n\r\n")).strip();
    assertThat(keys(TestApi.JSON.readTree(body)))
        .containsExactly("error_code", "error_name", "message", "error_data");
  }

  @Test
  void anUpgradeToH2cIsServedAsHttp11() {
    String answer =
        raw(
            """
            GET /health/ready HTTP/1.1\r
            Host: x\r
            Connection: Upgrade, HTTP2-Settings\r
            Upgrade: h2c\r
            HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r
            \r
            GET /health/ready HTTP/1.1\r
            Host: x\r
            Connection: close\r
            \r
            """);
    assertThat(answer.split("HTTP/1.1 200 OK", -1)).hasSize(3);
  }

  @Test
  void pagesOfConfiguredOriginsMayCall() {
    Answer preflight =
        api.send(
            api.request("OPTIONS", "/v1/login/service/", null)
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,idempotency-key"));
    Map<String, List<String>> headers = preflight.response().headers().map();
    assertThat(preflight.status()).isEqualTo(200);
    assertThat(headers.get("access-control-allow-origin")).containsExactly("https://shop.example");
    assertThat(headers.get("access-control-allow-headers").get(0))
        .contains("authorization", "content-type", "accept", "user-agent", "idempotency-key");
    Answer foreign =
        api.send(api.request("GET", "/", null).header("Origin", "https://evil.example"));
    assertThat(foreign.response().headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void aPathThatLeadsOutOfTheRootIsWrong() {
    for (String path : List.of("/..", "//..", "/v1/..", "//%2e%2e", "//..;x")) {
      assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
          .as(path)
          .startsWith("HTTP/1.1 400");
    }
  }

  private static List<String> keys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private String chunked(String body) {
    return raw(
        "POST /login/service HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(body.length())
            + "\r\n"
            + body
            + "\r\n0\r\n\r\n");
  }

  private String raw(String request) {
    return RawHttp.ask(api.uri(), request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\nHost: x\n\n",
        "GET / HTTP/1.1\r\nHost: x\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\n"
      })
  void linesThatDoNotEndWithCarriageReturnAndLineFeedAreRefused(String head) {
    assertThat(RawHttp.ask(api.uri(), head)).startsWith("HTTP/1.1 400");
  }
}
