package io.tastelake.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.ServingApi;
import io.tastelake.serving.TestApi;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A CSV file goes from a browser into a database. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportPagesTest {

  static final String HEADER = "user,item,type,time,price,note\n";
  static final String FILE =
      HEADER
          + "1,10,view,2024-05-06T07:08:09Z,7.5,\n"
          + "x1,10,view,2024-05-06T07:08:09Z,7.5,\n"
          + "2,10,view,20240506,7.5,\n"
          + "\"open,10\n"
          + "3,11,view,1714979289,0,=1+1\n";
  static final Map<String, String> COLUMNS =
      Map.of(
          "user",
          "0",
          "item",
          "1",
          "type",
          "2",
          "timestamp",
          "3",
          "property4",
          "on",
          "property5",
          "on");

  private final TestApi api;
  private String database;
  private FileForms forms;

  ImportPagesTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void open() {
    database = api.createReadyDatabase("imported", "uint32", "uint32");
    forms = of(database);
  }

  private FileForms of(String opened) {
    return new FileForms(ConsoleVisitor.of(api, TestApi.ROOT, opened));
  }

  private List<InteractionEvent> stored(String where) {
    return api.interactions.events(new DatabaseId(where));
  }

  @Test
  void aFileIsCheckedThenStored() {
    String shop = api.createReadyDatabase("imported-whole", "uint32", "uint32");
    FileForms visit = of(shop);
    HttpResponse<String> sent = visit.upload("past.csv", FILE);
    assertThat(sent.body()).contains("past.csv", "price", "2024-05-06T07:08:09Z");
    HttpResponse<String> checked = visit.step(sent, "check", COLUMNS);
    assertThat(checked.body())
        .contains("2 rows would be stored, 3 rejected.")
        .contains("<td class=\"num\">3</td><td class=\"num\">2</td>", "x1")
        .contains("<td class=\"num\">4</td><td class=\"num\">3</td>", "it may be a date")
        .contains("<td class=\"num\">5</td><td class=\"num\">4</td>", "The quotes are broken");
    assertThat(stored(shop)).isEmpty();
    HttpResponse<String> done = visit.step(checked, "write", COLUMNS);
    assertThat(done.body()).contains("2 rows stored, 3 rejected.");
    assertThat(stored(shop))
        .extracting(event -> event.actor().id())
        .containsExactlyInAnyOrder("1", "3");
    String history = listed(shop, "/users/3/interactions-bulk/");
    assertThat(history).contains("1.714979289E9", "\"price\":0", "\"note\":\"=1+1\"");
    HttpResponse<String> rejects = visit.step(done, "rejects", Map.of());
    assertThat(rejects.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"rejects.csv\"");
    assertThat(rejects.body().split("\r\n"))
        .hasSize(4)
        .satisfies(
            lines -> {
              assertThat(lines[0]).isEqualTo("line,row,reason");
              assertThat(lines[1]).startsWith("3,2,\"");
              assertThat(lines[2]).startsWith("4,3,\"The field timestamp holds '20240506'");
              assertThat(lines[3]).startsWith("5,4,\"The quotes are broken");
            });
  }

  private String listed(String where, String path) {
    return api.send("GET", path, api.rootToken(where), null).text();
  }

  @Test
  void theSameFileIsStoredOnceHoweverOftenItIsSent() {
    String shop = api.createReadyDatabase("imported-twice", "uint32", "uint32");
    FileForms visit = of(shop);
    HttpResponse<String> sent = visit.upload("past.csv", FILE);
    for (int i = 0; i < 2; i++) {
      assertThat(visit.step(sent, "write", COLUMNS).body()).contains("2 rows stored");
    }
    HttpResponse<String> again = visit.upload("renamed.csv", FILE);
    assertThat(visit.step(again, "write", COLUMNS).body()).contains("2 rows stored");
    assertThat(stored(shop)).hasSize(2);
  }

  @Test
  void everyBulkIsStoredAndNoneIsSentAgain() {
    String shop = api.createReadyDatabase("imported-much", "uint32", "uint32");
    FileForms visit = of(shop);
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 1; i <= 2_500; i++) {
      rows.append(i).append(",1,view,1714979289,,\n");
    }
    HttpResponse<String> sent = visit.upload("much.csv", rows.toString());
    assertThat(visit.step(sent, "write", COLUMNS).body()).contains("2,500 rows stored, 0 rejected");
    assertThat(stored(shop)).hasSize(2_500);
    assertThat(visit.step(sent, "write", with("sent", "2")).body()).contains("2,500 rows stored");
    assertThat(stored(shop)).hasSize(2_500);
  }

  static Map<String, String> with(String name, String value) {
    Map<String, String> fields = new HashMap<>(COLUMNS);
    fields.put(name, value);
    return fields;
  }

  @Test
  void noInstanceKeepsTheFile() {
    HttpResponse<String> sent = forms.upload("elsewhere.csv", FILE);
    try (ServingApi other = api.another(api.interactions, Clock.systemUTC())) {
      FileForms there = new FileForms(forms.visitor().at(other.uri()));
      assertThat(there.step(sent, "check", COLUMNS).body()).contains("2 rows would be stored");
    }
    Map<String, String> without = FileForms.carried(sent);
    without.putAll(COLUMNS);
    without.put("packed", "");
    without.put("step", "check");
    assertThat(forms.send(without, null).body()).contains("The page holds no file any more");
  }

  @Test
  void onlyAFormOfThisVisitAndOfThisDatabaseStores() {
    HttpResponse<String> sent = forms.upload("forged.csv", FILE);
    int before = stored(database).size();
    assertThat(forms.step(sent, "write", with("form_token", "forged")).statusCode()).isEqualTo(403);
    Map<String, String> fields = FileForms.carried(sent);
    fields.putAll(COLUMNS);
    fields.put("step", "write");
    var elsewhere = forms.request(fields, null).header("Sec-Fetch-Site", "cross-site");
    assertThat(forms.visitor().send(elsewhere).statusCode()).isEqualTo(403);
    String another = api.createReadyDatabase("imported-other", "uint32", "uint32");
    assertThat(forms.step(sent, "write", with("database", another)).statusCode()).isEqualTo(409);
    FileForms there = of(another);
    HttpResponse<String> carriedThere =
        there.step(sent, "write", with("form_token", there.visitor().formToken()));
    assertThat(carriedThere.statusCode()).isEqualTo(409);
    assertThat(carriedThere.body()).contains("nothing was stored");
    assertThat(stored(database)).hasSize(before);
    assertThat(stored(another)).isEmpty();
  }

  @Test
  void onlyWhoMayUseTheConsoleSendsFiles() {
    String token =
        api.serviceToken("import-frontend", "frontend", database, ", \"frontend_user_id\": \"7\"");
    for (String cookie : List.of("none=", "tastelake-console=" + token + "~secret")) {
      FileForms stranger = new FileForms(forms.visitor().with(cookie));
      HttpResponse<String> answer =
          stranger.send(
              Map.of("form_token", "secret", "step", "upload", "delimiter", "comma"),
              FileForms.Chosen.of("a.csv", FILE));
      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Location")).contains("/console/login");
    }
  }

  @Test
  void aBackendImportsIntoItsDatabase() {
    String shop = api.createReadyDatabase("imported-backend", "uint32", "uint32");
    api.serviceToken("import-backend", "backend", shop, "");
    FileForms backend = new FileForms(forms.visitor().with("none="));
    backend
        .visitor()
        .keepCookieOf(
            backend
                .visitor()
                .post(
                    "/console/login",
                    Map.of(
                        "login",
                        "import-backend",
                        "password",
                        TestApi.PASSWORD,
                        "database",
                        "imported-backend")));
    HttpResponse<String> sent = backend.upload("past.csv", FILE);
    assertThat(backend.step(sent, "write", COLUMNS).body()).contains("2 rows stored");
    assertThat(stored(shop)).hasSize(2);
  }

  @Test
  void hostileNamesAndValuesAreText() {
    String shop = api.createReadyDatabase("imported-hostile", "text64", "text64");
    FileForms visit = of(shop);
    String script = "<script>alert(1)</script>";
    String csv =
        "user,item,type,time,\"%1$s\"\n%1$s,%1$s,%1$s,1,%1$s\n=cmd|1,b,%2$s,1,\n"
            .formatted(script, "x".repeat(70));
    HttpResponse<String> sent = visit.upload("../\u202E" + script + ".csv", csv);
    HttpResponse<String> checked = visit.step(sent, "check", with("property5", ""));
    HttpResponse<String> done = visit.step(checked, "write", COLUMNS);
    for (HttpResponse<String> page : List.of(sent, checked, done)) {
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("&lt;script").doesNotContain(script);
      assertThat(page.body()).contains("\\u202e").doesNotContain("<p class=\"subject\">\u202E");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'self'");
    }
    assertThat(done.body()).contains("1 row stored, 1 rejected.");
    assertThat(listed(shop, "/users/" + ConsoleVisitor.escaped(script) + "/interactions-bulk/"))
        .doesNotContain("NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{}, \"user_id\": 7'|The field properties must be",
        "'[1]'|The field properties must be",
        "'{\"a\": 1e999}'|The field properties must be",
      })
  void noCellBreaksOutOfItsRow(String properties, String reason) {
    String csv =
        "user,item,type,time,properties\n1,1,view,1,\"" + properties.replace("\"", "\"\"") + "\"\n";
    HttpResponse<String> sent = forms.upload("p.csv", csv);
    Map<String, String> chosen =
        Map.of("user", "0", "item", "1", "type", "2", "timestamp", "3", "properties", "4");
    assertThat(forms.step(sent, "check", chosen).body()).contains(reason, "0 rows would be stored");
  }

  @Test
  void objectsOfPropertiesAreStored() {
    String csv = "user,item,time,properties\n8,1,1714979289000,\"{\"\"a\"\": [1, 2]}\"\n";
    HttpResponse<String> sent = forms.upload("p.csv", csv);
    Map<String, String> chosen =
        Map.of(
            "user",
            "0",
            "item",
            "1",
            "constant_type",
            "view",
            "timestamp",
            "2",
            "properties",
            "3",
            "format",
            "epoch-millis");
    assertThat(forms.step(sent, "write", chosen).body()).contains("1 row stored, 0 rejected.");
    assertThat(listed(database, "/users/8/interactions-bulk/")).contains("{\"a\":[1,2]}", "view");
  }
}
