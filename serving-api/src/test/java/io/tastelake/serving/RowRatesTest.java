package io.tastelake.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.http.Limits;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route that takes rows counts each of them for its caller's rate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowRatesTest {

  private static final int ROWS_PER_SECOND = 100;
  private static final int ROWS = 2_000;
  private static final String SESSION = UUID.randomUUID().toString();

  /**
   * A route as the document names it, where it is asked, its list, and its row number {@code n}.
   */
  private record RowRoute(String method, String template, String path, String field, String row) {

    String key() {
      return method + " " + template;
    }

    String body(int rows) {
      return IntStream.range(0, rows)
          .mapToObj(n -> row.replace("%n", "" + n))
          .collect(Collectors.joining(",", "{\"" + field + "\":[", "]}"));
    }

    /** The status of an answer to rows that were taken. */
    int taken() {
      return path.startsWith("/raw-ingestion/") ? 202 : 200;
    }

    @Override
    public String toString() {
      return key();
    }
  }

  private TestApi api;
  private String database;

  @BeforeAll
  void start() throws IOException {
    Limits limits = Limits.defaults().withRowsPerSecond(ROWS_PER_SECOND);
    api = TestApi.start(TestApi.settings().withLimits(limits));
    database = api.createReadyDatabase("row-rates", "urlsafe64", "urlsafe64");
  }

  @AfterAll
  void stop() {
    api.close();
  }

  static RowRoute[] routes() {
    String view = "\"item_id\":\"i\",\"interaction_type\":\"view\"}";
    String rating = "\"item_id\":\"i%n\",\"rating\":7}";
    return new RowRoute[] {
      new RowRoute(
          "POST",
          "/interactions-bulk",
          "/interactions-bulk/",
          "interactions",
          "{\"user_id\":\"u\"," + view),
      new RowRoute(
          "POST",
          "/users/{user_id}/interactions-bulk",
          "/users/u/interactions-bulk/",
          "interactions",
          "{" + view),
      new RowRoute(
          "POST",
          "/sessions-interactions-bulk",
          "/sessions-interactions-bulk/",
          "interactions",
          "{\"session_id\":\"" + SESSION + "\"," + view),
      new RowRoute(
          "POST",
          "/sessions/{session_id}/interactions-bulk",
          "/sessions/" + SESSION + "/interactions-bulk/",
          "interactions",
          "{" + view),
      new RowRoute(
          "POST",
          "/raw-ingestion/users/{user_id}/interactions-bulk",
          "/raw-ingestion/users/u/interactions-bulk/",
          "interactions",
          "{" + view),
      new RowRoute(
          "POST",
          "/raw-ingestion/sessions/{session_id}/interactions-bulk",
          "/raw-ingestion/sessions/" + SESSION + "/interactions-bulk/",
          "interactions",
          "{" + view),
      new RowRoute(
          "PUT", "/ratings-bulk", "/ratings-bulk/", "ratings", "{\"user_id\":\"u\"," + rating),
      new RowRoute("PUT", "/users/{user_id}/ratings", "/users/u/ratings/", "ratings", "{" + rating),
      new RowRoute(
          "DELETE",
          "/interactions-ratings-bulk",
          "/interactions-ratings-bulk/",
          "users_id",
          "\"forgotten%n\""),
    };
  }

  @ParameterizedTest
  @MethodSource("routes")
  void eachRowCounts(RowRoute route) {
    String one = token("one", route);
    assertThat(send(route, one, 1).status()).isEqualTo(route.taken());
    assertThat(send(route, one, 1).status()).as("one row is no debt").isEqualTo(route.taken());

    String many = token("many", route);
    TestApi.Answer taken = send(route, many, ROWS);
    assertThat(taken.status()).as(taken.text()).isEqualTo(route.taken());
    TestApi.Answer refused = send(route, many, 1);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.response().headers().firstValueAsLong("Retry-After").orElseThrow())
        .as("seconds until all rows are paid for")
        .isBetween(ROWS / ROWS_PER_SECOND / 2L, (long) ROWS / ROWS_PER_SECOND);
  }

  /** A route that takes a list of rows in its body must be in the table above. */
  @Test
  void noRouteThatTakesRowsIsLeftOut() {
    JsonNode document = api.send("GET", "/openapi.json", null, null).json();
    Map<String, String> taking = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          for (String field : requiredLists(document, operation.getValue())) {
                            taking.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                field);
                          }
                        }));
    Map<String, String> expected = catalogueRoutes();
    for (RowRoute route : routes()) {
      expected.put(route.key(), route.field());
    }
    assertThat(taking).isEqualTo(expected);
  }

  /** Bulks of the catalogue, whose rows are entries. */
  private static Map<String, String> catalogueRoutes() {
    Map<String, String> routes = new TreeMap<>();
    for (String subject : List.of("items", "users")) {
      for (String path : List.of("-bulk", "-bulk/properties")) {
        routes.put("PUT /" + subject + path, subject);
        routes.put("PATCH /" + subject + path, subject);
        routes.put("DELETE /" + subject + path, subject + "_id");
        routes.put("POST /" + subject + path + "/list", subject + "_id");
      }
    }
    return routes;
  }

  private static SortedSet<String> requiredLists(JsonNode document, JsonNode operation) {
    JsonNode schema =
        operation.path("requestBody").path("content").path("application/json").path("schema");
    if (schema.has("$ref")) {
      schema = document.at(schema.path("$ref").asText().substring(1));
    }
    SortedSet<String> lists = new TreeSet<>();
    for (JsonNode name : schema.path("required")) {
      if (schema.path("properties").path(name.asText()).path("type").asText().equals("array")) {
        lists.add(name.asText());
      }
    }
    return lists;
  }

  private TestApi.Answer send(RowRoute route, String token, int rows) {
    return api.send(route.method(), route.path(), token, route.body(rows));
  }

  private String token(String name, RowRoute route) {
    String account = name + "-" + route.key().replaceAll("[^A-Za-z]+", "-");
    return api.serviceToken(account, "backend", database, "");
  }
}
