package io.tastelake.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ratings lab: parameters are tried, and only then set. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabPageTest {

  private static final String HOSTILE = "\"><script>alert(1)</script>";
  private static final String SET = "/databases/current/implicit-to-explicit/";

  private final TestApi api;
  private String token;
  private ConsoleVisitor visitor;

  LabPageTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void fill() {
    String database = api.createReadyDatabase("lab", "text64", "text64");
    token = api.rootToken(database);
    String row =
        "{\"user_id\": %1$s, \"item_id\": %1$s, \"interaction_type\": \"view\"}"
            .formatted(TestApi.JSON.valueToTree(HOSTILE));
    api.send("POST", "/interactions-bulk/", token, "{\"interactions\": [" + row + "]}");
    visitor = ConsoleVisitor.of(api, TestApi.ROOT, database);
  }

  private static Map<String, String> form(String type, String strength, String saturation) {
    Map<String, String> form = new HashMap<>();
    form.put("type0", "view");
    form.put("strength0", "1");
    form.put("type1", type);
    form.put("strength1", strength);
    form.put("property1", "price");
    form.put("scale1", "2.5");
    form.put("saturation", saturation);
    return form;
  }

  @Test
  void aPreviewChangesNothingAndSavingDoes() {
    String before = api.send("GET", SET, token, null).text();
    String preview = visitor.submit("/console/lab/preview", form("buy", "9", "1")).body();
    assertThat(preview)
        .contains("What these would do", "Of the 1 users", "5.93 → 8.34", "value=\"buy\"")
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
    assertThat(api.send("GET", SET, token, null).text()).isEqualTo(before);

    assertThat(visitor.post("/console/lab/save", form("buy", "9", "1")).statusCode())
        .isEqualTo(403);
    assertThat(api.send("GET", SET, token, null).text()).isEqualTo(before);
    assertThat(visitor.submit("/console/lab/save", form("buy", "9", "1")).statusCode())
        .isEqualTo(303);
    assertThat(api.send("GET", SET, token, null).text())
        .contains("\"buy\":{\"strength\":9.0,\"property\":\"price\",\"property_scale\":2.5}")
        .contains("\"half_life_days\":null", "\"saturation\":1.0");
    assertThat(visitor.get("/console/lab").body()).contains("value=\"buy\"", "value=\"2.5\"");
    assertThat(visitor.get("/console/lab/live").body())
        .contains("everybody's with the next run of recompute-ratings");
    visitor.submit("/console/lab/save", form("buy", "", "10"));
    assertThat(api.send("GET", SET, token, null).text()).doesNotContain("buy");
  }

  @Test
  void whatIsWrongIsSaidAndKept() {
    String page = visitor.submit("/console/lab/preview", form("buy", "much", "0")).body();
    assertThat(page).contains("role=\"alert\"", "value=\"much\"");
    String saved = visitor.submit("/console/lab/save", form("buy", "1", "0")).body();
    assertThat(saved).contains("saturation must be greater than 0");
  }

  @Test
  void whoMayNotSetParametersSeesWhy() {
    String database = api.createReadyDatabase("lab of others", "text64", "text64");
    String unused = api.serviceToken("lab-backend", "backend", database, "");
    ConsoleVisitor backend = ConsoleVisitor.of(api, "lab-backend", database);
    assertThat(backend.get("/console/lab").body()).contains("may not do this");
    assertThat(backend.submit("/console/lab/save", form("buy", "9", "1")).body())
        .contains("may not do this");
  }
}
