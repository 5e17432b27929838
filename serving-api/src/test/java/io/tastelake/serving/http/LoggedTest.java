package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.TestApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What logs hold: who did what, and never whom it was about. */
class LoggedTest {

  private static final String USER = "ann-of-the-hills";

  @Test
  void theAuditLogSaysWhoDidWhatAndFromWhere() throws IOException {
    try (TestApi api = TestApi.start();
        KeptLog audit = KeptLog.of("audit")) {
      String database = api.createReadyDatabase("audited", "urlsafe64", "urlsafe64");
      String root = api.rootToken(database);
      String name = "\"name\": \"audited\"";
      String password = ", \"password\": \"" + TestApi.PASSWORD + "\"";
      api.send(
          "POST", "/accounts/service/", root, "{" + name + password + ", \"role\": \"backend\"}");
      api.send("POST", "/login/service/", null, "{" + name + ", \"password\": \"" + USER + "\"}");
      api.send("POST", "/login/service/", null, "{\"name\": \"" + USER + "\"" + password + "}");
      api.send(
          "PATCH", "/accounts/service/", root, "{" + name + ", \"password\": \"other horse\"}");
      api.send("DELETE", "/interactions-ratings-bulk/", root, "{\"users_id\": [\"" + USER + "\"]}");
      api.send("POST", "/logout/", root, "{\"refresh_token\": \"a secret\"}");
      api.send("DELETE", "/accounts/service/", root, "{" + name + "}");
      api.send("DELETE", "/databases/current/", root, null);

      assertThat(audit.lines().stream().map(line -> read(line).path("event").asText()))
          .containsSubsequence(
              "LOGIN_GRANTED",
              "DATABASE_CREATED",
              "PARAMETERS_CHANGED",
              "ACCOUNT_CREATED",
              "LOGIN_REFUSED",
              "LOGIN_REFUSED",
              "ACCOUNT_CHANGED",
              "USERS_FORGOTTEN",
              "LOGGED_OUT",
              "ACCOUNT_DELETED",
              "DATABASE_DELETED");
      for (String line : audit.lines()) {
        JsonNode said = read(line);
        assertThat(said.path("from").asText()).isEqualTo("127.0.0.1");
        assertThat(Instant.parse(said.path("at").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(line).doesNotContain(USER, TestApi.PASSWORD, "horse", "a secret", root);
      }
      JsonNode forgotten = last(audit.lines(), "USERS_FORGOTTEN");
      assertThat(forgotten.path("users").asText()).isEqualTo("1");
      assertThat(forgotten.path("role").asText()).isEqualTo("root");
      assertThat(forgotten.path("database").asText()).isEqualTo(database);
      assertThat(forgotten.path("account").asText()).hasSize(22);
      assertThat(last(audit.lines(), "LOGIN_REFUSED").path("accounts").asText())
          .isEqualTo("unknown");
    }
  }

  @Test
  void noLogNamesUsers() throws IOException {
    try (TestApi api = TestApi.start();
        KeptLog all = KeptLog.of("io.tastelake")) {
      String database = api.createReadyDatabase("unnamed", "urlsafe64", "urlsafe64");
      String root = api.rootToken(database);
      api.stopPostgres();
      for (String path :
          List.of("/users/" + USER + "/ratings/a/", "/user-data/" + USER + "/interactions")) {
        assertThat(api.send("PUT", path, root, "{\"rating\": 7}").status()).isGreaterThan(399);
      }
      assertThat(all.lines()).anyMatch(line -> line.contains("/users/{user_id}/ratings/{item_id}"));
      assertThat(all.lines()).noneMatch(line -> line.contains(USER));
    }
  }

  @Test
  void theAccessLogAndMetricsKnowRoutesAndNoUsers() throws IOException {
    try (TestApi api = TestApi.start(TestApi.settings().withAccessLog());
        KeptLog access = KeptLog.of("access")) {
      String database = api.createReadyDatabase("accessed", "urlsafe64", "urlsafe64");
      String root = api.rootToken(database);
      api.send("PUT", "/users/" + USER + "/ratings/a/", root, "{\"rating\": 7}");
      api.send("GET", "/" + USER, null, null);
      api.send(api.request(USER.toUpperCase(Locale.ROOT), "/", null));
      await().until(() -> access.lines().stream().anyMatch(line -> line.contains("other")));

      JsonNode rated =
          access.lines().stream()
              .map(LoggedTest::read)
              .filter(
                  line -> line.path("route").asText().equals("/users/{user_id}/ratings/{item_id}"))
              .findFirst()
              .orElseThrow();
      assertThat(rated.path("method").asText()).isEqualTo("PUT");
      assertThat(rated.path("status").asInt()).isEqualTo(200);
      assertThat(rated.path("micros").asLong()).isPositive();
      assertThat(access.lines()).noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(USER));
      assertThat(access.lines()).noneMatch(line -> line.contains(root));
      assertThat(api.metrics.scrape())
          .contains("method=\"PUT\",route=\"/users/{user_id}/ratings/{item_id}\",status=\"200\"")
          .contains("method=\"GET\",route=\"none\",status=\"404\"")
          .contains("tastelake_http_errors_total{name=\"RESOURCE_NOT_FOUND\"}")
          .doesNotContainIgnoringCase(USER);
    }
  }

  @Test
  void aRequestKeepsItsIdOrGetsOne() throws IOException {
    try (TestApi api = TestApi.start()) {
      String given = "shop-42.a_B";
      assertThat(requestId(api, given)).isEqualTo(given);
      for (String unsafe : List.of("two words", "a".repeat(65), "\u00e9", "{}")) {
        assertThat(requestId(api, unsafe)).matches("[0-9a-f-]{36}");
      }
      assertThat(requestId(api, null)).matches("[0-9a-f-]{36}").isNotEqualTo(requestId(api, null));
    }
  }

  private static String requestId(TestApi api, String given) {
    HttpRequest.Builder request = api.request("GET", "/", null);
    if (given != null) {
      request.header("X-Request-Id", given);
    }
    return api.send(request).response().headers().firstValue("X-Request-Id").orElseThrow();
  }

  private static JsonNode last(List<String> lines, String event) {
    return lines.stream()
        .map(LoggedTest::read)
        .filter(line -> line.path("event").asText().equals(event))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static JsonNode read(String line) {
    try {
      return TestApi.JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
