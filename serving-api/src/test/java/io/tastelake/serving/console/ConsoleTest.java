package io.tastelake.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
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
  private static final Pattern INLINE =
      Pattern.compile("<script(?![^>]* src=)|<style|\\sstyle=|\\son[a-z]+=|javascript:");

  private final TestApi api;
  private String database;
  private String token;
  private ConsoleVisitor visitor;

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
            api.send(
                    "POST",
                    "/users/" + ConsoleVisitor.escaped(HOSTILE) + "/interactions-bulk/",
                    token,
                    row)
                .status())
        .isEqualTo(200);
    api.send(
        "PUT",
        "/users/"
            + ConsoleVisitor.escaped(HOSTILE)
            + "/ratings/"
            + ConsoleVisitor.escaped(HOSTILE)
            + "/",
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
    visitor = ConsoleVisitor.of(api, TestApi.ROOT, database);
  }

  private static String json(String text) {
    return TestApi.JSON.valueToTree(text).toString();
  }

  @Test
  void aVisitIsInACookieThatNoScriptAndNoOtherSiteUses() {
    ConsoleVisitor own = ConsoleVisitor.of(api, TestApi.ROOT, database);
    HttpResponse<String> entered = own.logIn(TestApi.ROOT, TestApi.PASSWORD);
    assertThat(entered.statusCode()).isEqualTo(303);
    assertThat(entered.headers().firstValue("Location")).contains("/console");
    assertThat(entered.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("; HttpOnly", "; SameSite=Strict")
        .doesNotContain("Max-Age", "Expires");
    HttpResponse<String> left = own.post("/console/logout", Map.of("form_token", own.formToken()));
    assertThat(left.headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith("tastelake-console=;"));
  }

  @Test
  void nobodyComesInWithoutTheRightAccount() {
    assertThat(visitor.logIn(TestApi.ROOT, "wrong horse").statusCode()).isEqualTo(401);
    api.serviceToken("console-frontend", "frontend", database, "");
    HttpResponse<String> frontend = visitor.logIn("console-frontend", TestApi.PASSWORD);
    assertThat(frontend.statusCode()).isEqualTo(403);
    assertThat(frontend.body()).contains("frontend account may not use the console");
    assertThat(frontend.headers().firstValue("Set-Cookie")).isEmpty();
    for (String page :
        new String[] {
          "",
          "/live",
          "/user?id=a",
          "/items",
          "/items?id=a",
          "/models",
          "/lab",
          "/events",
          "/import",
          "/admin"
        }) {
      HttpResponse<String> sent = visitor.get("/console" + page, "tastelake-console=forged~token");
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
        "/import",
        "/models",
        "/events",
        "/lab",
        "/admin",
        "/start",
        "/login"
      })
  void pagesLoadNothingFromElsewhereAndRunNothingInline(String path) {
    String page = path.endsWith("id=") ? path + ConsoleVisitor.escaped(HOSTILE) : path;
    HttpResponse<String> answer = visitor.get("/console" + page);
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
    String page = visitor.get("/console/user?id=" + ConsoleVisitor.escaped(HOSTILE)).body();
    assertThat(page).containsPattern("&lt;script(>|&gt;)alert").doesNotContain("<script>alert");
    assertThat(page).contains("7.00");
    String why =
        visitor
            .get(
                "/console/why?id="
                    + ConsoleVisitor.escaped(HOSTILE)
                    + "&item="
                    + ConsoleVisitor.escaped(HOSTILE))
            .body();
    assertThat(why).doesNotContain("<script>alert").contains("1.000", "7.00");
    String turned =
        visitor.get("/console/user?id=" + ConsoleVisitor.escaped("a\u202Eb\u0007")).body();
    assertThat(turned).contains("\\u202e").doesNotContain("\u0007");
    assertThat(turned.indexOf('\u202E')).as(turned).isNegative();
  }

  @Test
  void anItemHasItsNameWhereverItIsListed() {
    String named = "&lt;script&gt;alert(1)&lt;/script&gt;&amp;'name";
    String link = "/console/items?id=" + ConsoleVisitor.escaped(HOSTILE).replace("%20", "+");
    for (String page : new String[] {"/items", "/items?id=" + ConsoleVisitor.escaped(HOSTILE)}) {
      assertThat(visitor.get("/console" + page).body()).as(page).contains(named);
    }
    assertThat(visitor.get("/console/user?id=" + ConsoleVisitor.escaped(HOSTILE)).body())
        .contains(named, link);
    assertThat(visitor.get("/console/items").body()).contains(link).doesNotContain("Further items");
    assertThat(visitor.get("/console/items?cursor=forged").body())
        .contains("The cursor does not belong");
    assertThat(visitor.get("/console/items?id=none").body()).contains("The catalogue has nothing");
  }

  @Test
  void aTrainingIsAskedForOnceAndShown() {
    assertThat(visitor.post("/console/models/train", Map.of()).statusCode()).isEqualTo(403);
    Map<String, String> form = Map.of("form_token", visitor.formToken());
    assertThat(visitor.post("/console/models/train", form).statusCode()).isEqualTo(303);
    assertThat(visitor.get("/console/models").body()).contains("REQUEST_SENT");
    HttpResponse<String> again = visitor.post("/console/models/train", form);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("waits or runs");
  }

  @Test
  void aCompactionIsAskedForByRootsAlone() {
    api.endCompaction();
    Map<String, String> form = Map.of("form_token", visitor.formToken());
    assertThat(visitor.post("/console/models/compact", form).statusCode()).isEqualTo(303);
    assertThat(visitor.get("/console/models").body())
        .contains("Compact now", "Compactions that were asked for");
    api.serviceToken("console-compacts", "backend", database, "");
    ConsoleVisitor backend = ConsoleVisitor.of(api, "console-compacts", database);
    assertThat(backend.get("/console/models").body()).doesNotContain("Compact now");
    assertThat(
            backend
                .post("/console/models/compact", Map.of("form_token", backend.formToken()))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void adminListsDatabasesAndAccountsForWhoMaySeeThem() {
    assertThat(visitor.get("/console/admin").body()).contains(database, "text64", TestApi.ROOT);
    api.serviceToken("console-backend", "backend", database, "");
    ConsoleVisitor backend = ConsoleVisitor.of(api, "console-backend", database);
    assertThat(backend.get("/console/admin").body())
        .contains("role=\"alert\"")
        .doesNotContain(TestApi.ROOT);
  }

  @Test
  void onlyAFormOfThisVisitChangesAnything() {
    Map<String, String> wanted = Map.of("id", "ann", "confirmed", "ann");
    assertThat(visitor.post("/console/user/forget", wanted).statusCode()).isEqualTo(403);
    Map<String, String> forged = Map.of("id", "ann", "confirmed", "ann", "form_token", "x");
    assertThat(visitor.post("/console/user/forget", forged).statusCode()).isEqualTo(403);
    Map<String, String> right =
        Map.of("id", "ann", "confirmed", "ann", "form_token", visitor.formToken());
    HttpRequest.Builder fromElsewhere =
        visitor.form("/console/user/forget", right).header("Sec-Fetch-Site", "cross-site");
    assertThat(visitor.send(fromElsewhere).statusCode()).isEqualTo(403);
    assertThat(forgets()).isZero();
    Map<String, String> unsure =
        Map.of("id", "ann", "confirmed", "", "form_token", visitor.formToken());
    assertThat(visitor.post("/console/user/forget", unsure).body())
        .contains("Nothing was forgotten");
    assertThat(forgets()).isZero();
    assertThat(visitor.post("/console/user/forget", right).statusCode()).isEqualTo(303);
    assertThat(forgets()).isOne();
    assertThat(visitor.get("/console/user?id=ann").body()).contains("REQUEST_SENT");
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
    assertThat(visitor.get("/console").body())
        .contains(
            "data-live=\"/console/live\"",
            "Events that the lake does not hold yet",
            "0 dead-lettered, 0 in flight");
    assertThat(visitor.get("/console/live").body()).startsWith("<p class=\"verdict");
  }

  @Test
  void gettingStartedNamesThisInstallation() {
    assertThat(visitor.get("/console/start").body())
        .contains(api.uri() + "/login/service/", database);
  }

  @Test
  void otherOrganizationsDatabasesStayClosed() {
    Map<String, String> another =
        Map.of("form_token", visitor.formToken(), "database", "another0000000000000000");
    assertThat(visitor.post("/console/database", another).statusCode()).isEqualTo(404);
  }
}
