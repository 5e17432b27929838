package io.tastelake.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Live events as the console shows them. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsPageTest {

  private static final String HOSTILE = "\"><script>alert(1)</script>";

  private final TestApi api;
  private ConsoleVisitor visitor;

  EventsPageTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void fill() {
    String database = api.createReadyDatabase("seen", "text64", "text64");
    String token = api.rootToken(database);
    String hostile = TestApi.JSON.valueToTree(HOSTILE).toString();
    String row =
        "{\"user_id\": %1$s, \"item_id\": \"lamp\", \"interaction_type\": %1$s}".formatted(hostile);
    api.send("POST", "/interactions-bulk/", token, "{\"interactions\": [" + row + "]}");
    api.send(
        "POST",
        "/users/bob/interactions/sofa/",
        token,
        "{\"interaction_type\": \"view\", \"properties\": {\"note\": \"of bob\"}}");
    api.send("POST", "/users/bob/interactions/sofa/", token, "{\"interaction_type\": 7}");
    visitor = ConsoleVisitor.of(api, TestApi.ROOT, database);
  }

  @Test
  void acceptedAndRefusedOnesAreShownAsText() {
    for (String path : new String[] {"/console/events", "/console/events/live"}) {
      assertThat(visitor.get(path).body())
          .contains("lamp", "of bob", "POST /users/{user_id}/interactions/{item_id}")
          .contains("&lt;script")
          .doesNotContain("<script>alert");
    }
  }

  @Test
  void filtersHoldInThePartThatIsRenewed() {
    String page = visitor.get("/console/events?item_id=sofa&user_id=bob").body();
    assertThat(page)
        .contains("data-live=\"/console/events/live?user_id=bob&amp;item_id=sofa\"", "of bob")
        .doesNotContain("lamp");
    assertThat(visitor.get("/console/events/live?user_id=bob&item_id=sofa").body())
        .contains("of bob")
        .doesNotContain("lamp");
    assertThat(visitor.get("/console/events?user_id=" + ConsoleVisitor.escaped("*")).body())
        .contains("role=\"alert\"");
  }

  @Test
  void thePageSaysWhatItDoesNotShow() {
    assertThat(visitor.get("/console/events").body())
        .contains("Refused by this instance", "other instances", "dead letters");
  }
}
