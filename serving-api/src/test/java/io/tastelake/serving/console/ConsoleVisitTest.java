package io.tastelake.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A visit of the console begins with a login at the console, and ends. */
@ExtendWith(ApiResource.class)
class ConsoleVisitTest {

  private static final String ACCOUNT = "console-visits";

  private final TestApi api;
  private final ConsoleVisitor visitor;
  private final JsonNode login;

  ConsoleVisitTest(TestApi api) {
    this.api = api;
    this.visitor = new ConsoleVisitor(api);
    String account =
        "{\"name\": \"%s\", \"password\": \"%s\", \"role\": \"manager\"}"
            .formatted(ACCOUNT, TestApi.PASSWORD);
    var unused = api.send("POST", "/accounts/service/", api.rootToken(null), account);
    String body = "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(ACCOUNT, TestApi.PASSWORD);
    this.login = api.send("POST", "/login/service/", null, body).json();
  }

  /** The cookie of a new visit. */
  private String enter() {
    HttpResponse<String> entered = visitor.logIn(ACCOUNT, TestApi.PASSWORD);
    visitor.keepCookieOf(entered);
    return entered.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private void assertNoVisit(String cookie) {
    HttpResponse<String> answer = visitor.get("/console/admin", cookie);
    assertThat(answer.statusCode()).as(cookie).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/console/login");
    assertThat(answer.headers().firstValue("Set-Cookie")).as("nothing is renewed").isEmpty();
  }

  @Test
  void tokensOfTheApiAreNoVisit() {
    String database = api.createReadyDatabase("console-visits", "text64", "text64");
    String frontend =
        api.serviceToken(
            "console-visits-frontend", "frontend", database, ", \"frontend_user_id\": \"ann\"");
    for (String token :
        new String[] {
          frontend, login.path("token").asText(), login.path("refresh_token").asText()
        }) {
      assertNoVisit("tastelake-console=" + token);
      assertNoVisit("tastelake-console=" + token + "~x");
    }
  }

  @Test
  void aVisitIsNoTokenOfTheApi() {
    String session = enter().split("=", 2)[1];
    assertThat(visitor.get("/console/admin").statusCode()).isEqualTo(200);
    assertThat(api.send("GET", "/databases/", session, null).status()).isEqualTo(401);
    String refresh = "{\"refresh_token\": \"" + session + "\"}";
    assertThat(api.send("POST", "/login/refresh-token/", null, refresh).status()).isEqualTo(401);
  }

  @Test
  void eachLoginBeginsAVisitOfItsOwnWithFormsOfItsOwn() {
    String first = enter();
    String form = visitor.formToken();
    assertThat(enter()).isNotEqualTo(first);
    assertThat(visitor.formToken()).isNotEqualTo(form);
  }

  @Test
  void aLogoutEndsTheVisitForWhoeverKeptTheCookie() {
    String other = enter();
    String cookie = enter();
    assertThat(visitor.submit("/console/logout", Map.of()).statusCode()).isEqualTo(303);
    assertNoVisit(cookie);
    assertThat(visitor.get("/console/admin", other).statusCode()).isEqualTo(200);
  }

  @Test
  void aLogoutEverywhereEndsAllVisits() {
    String cookie = enter();
    assertThat(visitor.get("/console/admin", cookie).statusCode()).isEqualTo(200);
    String everywhere = "{\"everywhere\": true}";
    assertThat(api.send("POST", "/logout/", login.path("token").asText(), everywhere).status())
        .isEqualTo(200);
    assertNoVisit(cookie);
  }

  @Test
  void anotherDatabaseIsAnotherVisit() {
    String database = api.createReadyDatabase("console-visits-other", "text64", "text64");
    String cookie = enter();
    assertThat(visitor.submit("/console/database", Map.of("database", database)).statusCode())
        .isEqualTo(303);
    assertNoVisit(cookie);
  }

  /** Over plain HTTP, beyond loopback, browsers send no Sec-Fetch-Site. */
  @ParameterizedTest
  @CsvSource({
    "http://evil.example, , 403",
    "null, , 403",
    "http://127.0.0.1, , 403",
    "OWN, , 303",
    ", , 303",
    "https://console.shop.example, console.shop.example, 303"
  })
  void anotherSitesFormLogsNobodyIn(String origin, String forwardedHost, int status) {
    HttpRequest.Builder form =
        visitor.form("/console/login", Map.of("login", ACCOUNT, "password", TestApi.PASSWORD));
    if (origin != null) {
      form.header("Origin", origin.equals("OWN") ? api.uri().toString() : origin);
    }
    if (forwardedHost != null) {
      form.header("X-Forwarded-Host", forwardedHost);
    }
    HttpResponse<String> answer = visitor.send(form);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Set-Cookie").isPresent()).isEqualTo(status == 303);
    assertThat(visitor.get("/console/login").headers().firstValue("Referrer-Policy"))
        .as("browsers name the origin of our own forms")
        .contains("same-origin");
  }
}
