package io.tastelake.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console as a browser asks for it. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {

  private static final String HOSTILE = "\"><script>alert(1)</script>&'";
  private static final Pattern FORM_TOKEN =
      Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");
  private static final Pattern INLINE =
      Pattern.compile("<script(?![^>]* src=)|<style|\\sstyle=|\\son[a-z]+=|javascript:");

  private final TestApi api;
  private final HttpClient browser = HttpClient.newHttpClient();
  private String database;
  private String token;
  private String cookie;

  ConsoleTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void fill() {
    database = api.createReadyDatabase("console", "text64", "text64");
    token = api.rootToken(database);
    String row =
        """
        {"interactions": [{"item_id": %1$s, "interaction_type": "view", "properties": {"p": %1$s}}]}
        """
            .formatted(json(HOSTILE));
    assertThat(
            api.send("POST", "/users/" + escaped(HOSTILE) + "/interactions-bulk/", token, row)
                .status())
        .isEqualTo(200);
    api.send(
        "PUT",
        "/users/" + escaped(HOSTILE) + "/ratings/" + escaped(HOSTILE) + "/",
        token,
        "{\"rating\": 7}");
    api.send(
        "POST",
        "/items-properties/",
        token,
        "{\"property_name\": \"name\", \"value_type\": \"unicode\"}");
    String entry =
        "{\"item_id\": %s, \"name\": %s}".formatted(json(HOSTILE), json(HOSTILE + "name"));
    api.send("PUT", "/items-bulk/", token, "{\"items\": [" + entry + "]}");
    cookie = cookieOf(logIn(TestApi.ROOT, TestApi.PASSWORD));
    HttpResponse<String> opened =
        post("/console/database", Map.of("form_token", formToken(), "database", database));
    assertThat(opened.statusCode()).isEqualTo(303);
    cookie = cookieOf(opened);
  }

  private static String json(String text) {
    return TestApi.JSON.valueToTree(text).toString();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpResponse<String> logIn(String login, String password) {
    return send(form("/console/login", Map.of("login", login, "password", password)));
  }

  private HttpResponse<String> post(String path, Map<String, String> fields) {
    return send(form(path, fields).header("Cookie", cookie));
  }

  private HttpRequest.Builder form(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> escaped(field.getKey()) + "=" + escaped(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(URI.create(api.uri() + path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(api.uri() + path)).header("Cookie", cookie));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return browser.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static String cookieOf(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private String formToken() {
    Matcher found = FORM_TOKEN.matcher(get("/console").body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void aVisitIsInACookieThatNoScriptAndNoOtherSiteUses() {
    HttpResponse<String> entered = logIn(TestApi.ROOT, TestApi.PASSWORD);
    assertThat(entered.statusCode()).isEqualTo(303);
    assertThat(entered.headers().firstValue("Location")).contains("/console");
    assertThat(entered.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("; HttpOnly", "; SameSite=Strict")
        .doesNotContain("Max-Age", "Expires");
    HttpResponse<String> left = post("/console/logout", Map.of("form_token", formToken()));
    assertThat(left.headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith("tastelake-console=;"));
  }

  @Test
  void nobodyComesInWithoutTheRightAccount() {
    assertThat(logIn(TestApi.ROOT, "wrong horse").statusCode()).isEqualTo(401);
    api.serviceToken("console-frontend", "frontend", database, "");
    HttpResponse<String> frontend = logIn("console-frontend", TestApi.PASSWORD);
    assertThat(frontend.statusCode()).isEqualTo(403);
    assertThat(frontend.body()).contains("frontend account may not use the console");
    assertThat(frontend.headers().firstValue("Set-Cookie")).isEmpty();
    for (String page :
        new String[] {
          "", "/live", "/user?id=a", "/items", "/items?id=a", "/models", "/admin", "/start"
        }) {
      HttpResponse<String> sent =
          send(
              HttpRequest.newBuilder(URI.create(api.uri() + "/console" + page))
                  .header("Cookie", "tastelake-console=forged~token"));
      assertThat(sent.statusCode()).as(page).isEqualTo(303);
      assertThat(sent.headers().firstValue("Location")).contains("/console/login");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/user",
        "/user?id=",
        "/why?item=b&id=",
        "/items",
        "/items?id=",
        "/models",
        "/admin",
        "/start",
        "/login"
      })
  void pagesLoadNothingFromElsewhereAndRunNothingInline(String path) {
    String page = path.endsWith("id=") ? path + escaped(HOSTILE) : path;
    HttpResponse<String> answer = get("/console" + page);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'self'; object-src 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body()).doesNotContain("<script>").doesNotContain("http:// ");
    assertThat(INLINE.matcher(answer.body()).find()).as(answer.body()).isFalse();
  }

  @Test
  void hostileIdsAreText() {
    String page = get("/console/user?id=" + escaped(HOSTILE)).body();
    assertThat(page).containsPattern("&lt;script(>|&gt;)alert").doesNotContain("<script>alert");
    assertThat(page).contains("7.00");
    String why = get("/console/why?id=" + escaped(HOSTILE) + "&item=" + escaped(HOSTILE)).body();
    assertThat(why).doesNotContain("<script>alert").contains("1.000", "7.00");
    String turned = get("/console/user?id=" + escaped("a\u202Eb\u0007")).body();
    assertThat(turned).contains("\\u202e").doesNotContain("\u0007");
    assertThat(turned.indexOf('\u202E')).as(turned).isNegative();
  }

  @Test
  void anItemHasItsNameWhereverItIsListed() {
    String named = "&lt;script&gt;alert(1)&lt;/script&gt;&amp;'name";
    String link = "/console/items?id=" + escaped(HOSTILE).replace("%20", "+");
    for (String page : new String[] {"/items", "/items?id=" + escaped(HOSTILE)}) {
      assertThat(get("/console" + page).body()).as(page).contains(named);
    }
    assertThat(get("/console/user?id=" + escaped(HOSTILE)).body()).contains(named, link);
    assertThat(get("/console/items").body()).contains(link).doesNotContain("Further items");
    assertThat(get("/console/items?cursor=forged").body()).contains("The cursor does not belong");
    assertThat(get("/console/items?id=none").body()).contains("The catalogue has nothing");
  }

  @Test
  void aTrainingIsAskedForOnceAndShown() {
    assertThat(post("/console/models/train", Map.of()).statusCode()).isEqualTo(403);
    Map<String, String> form = Map.of("form_token", formToken());
    assertThat(post("/console/models/train", form).statusCode()).isEqualTo(303);
    assertThat(get("/console/models").body()).contains("REQUEST_SENT");
    HttpResponse<String> again = post("/console/models/train", form);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("waits or runs");
  }

  @Test
  void adminListsDatabasesAndAccountsForWhoMaySeeThem() {
    assertThat(get("/console/admin").body()).contains(database, "text64", TestApi.ROOT);
    api.serviceToken("console-backend", "backend", database, "");
    String mine = cookie;
    try {
      cookie = cookieOf(logIn("console-backend", TestApi.PASSWORD));
      assertThat(get("/console/admin").body())
          .contains("role=\"alert\"")
          .doesNotContain(TestApi.ROOT);
    } finally {
      cookie = mine;
    }
  }

  @Test
  void onlyAFormOfThisVisitChangesAnything() {
    Map<String, String> wanted = Map.of("id", "ann", "confirmed", "ann");
    assertThat(post("/console/user/forget", wanted).statusCode()).isEqualTo(403);
    Map<String, String> forged = Map.of("id", "ann", "confirmed", "ann", "form_token", "x");
    assertThat(post("/console/user/forget", forged).statusCode()).isEqualTo(403);
    Map<String, String> right = Map.of("id", "ann", "confirmed", "ann", "form_token", formToken());
    HttpRequest.Builder fromElsewhere =
        form("/console/user/forget", right)
            .header("Cookie", cookie)
            .header("Sec-Fetch-Site", "cross-site");
    assertThat(send(fromElsewhere).statusCode()).isEqualTo(403);
    assertThat(forgets()).isZero();
    Map<String, String> unsure = Map.of("id", "ann", "confirmed", "", "form_token", formToken());
    assertThat(post("/console/user/forget", unsure).body()).contains("Nothing was forgotten");
    assertThat(forgets()).isZero();
    assertThat(post("/console/user/forget", right).statusCode()).isEqualTo(303);
    assertThat(forgets()).isOne();
    assertThat(get("/console/user?id=ann").body()).contains("REQUEST_SENT");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "../x", "a b", "?", "#", "%2E%2E"})
  void noNameLeadsToAnotherPath(String id) {
    String path = "/users/" + Shown.segment(id) + "/ratings/";
    URI resolved = URI.create("http://api").resolve(path);
    assertThat(resolved.getRawPath()).isEqualTo(path);
    assertThat(resolved.getPath()).isEqualTo("/users/" + id + "/ratings/");
  }

  private int forgets() {
    return api.send("GET", "/tasks/delete-interactions-ratings-bulk/recents/", token, null)
        .json()
        .path("tasks")
        .size();
  }

  @Test
  void theOverviewIsLive() {
    assertThat(get("/console").body())
        .contains("data-live=\"/console/live\"", "Events that the lake does not hold yet");
    assertThat(get("/console/live").body()).startsWith("<p class=\"verdict");
  }

  @Test
  void gettingStartedNamesThisInstallation() {
    assertThat(get("/console/start").body()).contains(api.uri() + "/login/service/", database);
  }

  @Test
  void otherOrganizationsDatabasesStayClosed() {
    Map<String, String> another =
        Map.of("form_token", formToken(), "database", "another0000000000000000");
    assertThat(post("/console/database", another).statusCode()).isEqualTo(404);
  }
}
