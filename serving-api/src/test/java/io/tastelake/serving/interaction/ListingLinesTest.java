package io.tastelake.serving.interaction;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole database in one answer, a row a line. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListingLinesTest {

  private static final String LINES = "application/x-ndjson";

  /** More than are held at once. */
  private static final int ROWS = 10_500;

  private final TestApi api;
  private String database;
  private String token;

  ListingLinesTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void write() {
    database = api.createReadyDatabase("lines", "uint32", "urlsafe64", "urlsafe64");
    token = api.serviceToken("lines-backend", "backend", database, "");
    write("/interactions-bulk/", "user_id", ROWS);
    write("/sessions-interactions-bulk/", "session_id", 30);
  }

  private void write(String path, String actor, int rows) {
    String body =
        IntStream.range(0, rows)
            .mapToObj(
                i ->
                    "{\"%s\": %s, \"item_id\": \"i%d\", \"interaction_type\": \"view\", \"timestamp\": %d}"
                        .formatted(
                            actor, actor.equals("user_id") ? i % 700 : "\"s" + i + '"', i, i))
            .collect(Collectors.joining(",", "{\"interactions\":[", "]}"));
    assertThat(api.send("POST", path, token, body).status()).isEqualTo(200);
  }

  private Answer get(String path, String accept) {
    return api.send(
        api.request("GET", path, null)
            .header("Authorization", "Bearer " + token)
            .header("Accept", accept));
  }

  /** The rows, and what the last line says. */
  private record Lines(List<JsonNode> rows, JsonNode end) {

    static Lines of(Answer answer) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
          .startsWith(LINES);
      assertThat(answer.text()).endsWith("\n");
      List<JsonNode> all = answer.text().lines().map(Lines::parsed).toList();
      return new Lines(all.subList(0, all.size() - 1), all.get(all.size() - 1));
    }

    private static JsonNode parsed(String line) {
      try {
        return new JsonMapper().readTree(line);
      } catch (JsonProcessingException e) {
        throw new AssertionError(line, e);
      }
    }

    void assertEnded() {
      assertThat(end.toString()).isEqualTo("{\"has_next\":false}");
    }

    String cursor() {
      assertThat(end.path("has_next").asBoolean()).isTrue();
      return end.path("next_cursor").asText();
    }
  }

  private List<JsonNode> pages(String path) {
    List<JsonNode> rows = new ArrayList<>();
    JsonNode page = api.send("GET", path, token, null).json();
    page.path("interactions").forEach(rows::add);
    while (page.path("has_next").asBoolean()) {
      page =
          api.send("GET", path + "&cursor=" + page.path("next_cursor").asText(), token, null)
              .json();
      page.path("interactions").forEach(rows::add);
    }
    return rows;
  }

  @Test
  void linesAreTheRowsOfAllPages() {
    Lines users = Lines.of(get("/interactions-bulk/", LINES));
    users.assertEnded();
    assertThat(users.rows()).hasSize(ROWS).isEqualTo(pages("/interactions-bulk/?amt=5000"));
    Lines sessions = Lines.of(get("/sessions-interactions-bulk/", LINES));
    sessions.assertEnded();
    assertThat(sessions.rows()).hasSize(30).isEqualTo(pages("/sessions-interactions-bulk/?amt=11"));
  }

  @Test
  void aWindowAndAnAmountHoldForLinesToo() {
    String window = "/interactions-bulk/?start_timestamp=100&end_timestamp=150";
    Lines all = Lines.of(get(window, LINES));
    all.assertEnded();
    assertThat(all.rows()).hasSize(50).isEqualTo(pages(window + "&amt=7"));
    assertThat(Lines.of(get(window + "&amt=50", LINES)).end().path("has_next").asBoolean())
        .isFalse();
    Lines some = Lines.of(get("/interactions-bulk/?amt=10100", LINES));
    assertThat(some.rows()).hasSize(10_100);
    assertThat(some.cursor()).isNotEmpty();
  }

  @Test
  void linesGoOnWherePagesEndAndPagesWhereLinesDo() {
    List<JsonNode> expected = pages("/interactions-bulk/?amt=8000");
    Lines first = Lines.of(get("/interactions-bulk/?amt=300", LINES));
    JsonNode page =
        api.send("GET", "/interactions-bulk/?amt=200&cursor=" + first.cursor(), token, null).json();
    Lines rest =
        Lines.of(get("/interactions-bulk/?cursor=" + page.path("next_cursor").asText(), LINES));
    rest.assertEnded();
    List<JsonNode> rows = new ArrayList<>(first.rows());
    page.path("interactions").forEach(rows::add);
    rows.addAll(rest.rows());
    assertThat(rows).isEqualTo(expected);
  }

  @Test
  void anEmptyDatabaseIsOneLine() {
    String empty = api.createReadyDatabase("no-lines", "uint32", "uint32");
    Answer answer =
        api.send(
            api.request("GET", "/interactions-bulk/", null)
                .header(
                    "Authorization", "Bearer " + api.serviceToken("no-lines", "backend", empty, ""))
                .header("Accept", LINES));
    Lines lines = Lines.of(answer);
    lines.assertEnded();
    assertThat(lines.rows()).isEmpty();
  }

  @Test
  void errorsAreJsonObjects() {
    assertErrorShape(
        get("/interactions-bulk/?cursor=x", LINES), 400, 40, "WrongData", "WRONG_PARAMETER");
    assertErrorShape(
        get("/interactions-bulk/?amt=0", LINES), 400, 40, "WrongData", "WRONG_PARAMETER");
  }

  @Test
  void whoeverPrefersADocumentGetsPages() {
    for (String accept :
        List.of("*/*", "application/json", "application/json, application/x-ndjson;q=0.9")) {
      assertThat(get("/interactions-bulk/?amt=2", accept).json().path("interactions")).hasSize(2);
    }
    assertThat(
            Lines.of(get("/interactions-bulk/?amt=2", "application/json;q=0.5, " + LINES)).rows())
        .hasSize(2);
  }
}
