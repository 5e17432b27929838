package io.tastelake.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.Answer;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.serving.ServingApi;
import io.tastelake.serving.document.ApiDocument;
import io.tastelake.standalone.Access;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Databases with the same ids, of one organization and of another, see nothing of each other, on
 * any endpoint that answers with contents.
 */
@ExtendWith(SharedSystem.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantIsolationTest {

  private static final int ROWS = 3;
  private final List<Side> sides = new ArrayList<>();
  private Side empty;

  @BeforeAll
  void fill(SharedSystem system) throws IOException {
    Access access = system.access();
    sides.add(new Side("A-side", system.tenant(Tenant.Ids.TEXT)));
    sides.add(new Side("B-side", system.tenant(Tenant.Ids.TEXT)));
    sides.add(new Side("C-side", elsewhere(system, access)));
    empty = new Side("D-side", system.tenant(Tenant.Ids.TEXT));
    for (Side side : sides) {
      side.fill();
    }
    system.awaitLakeCoversLog();
  }

  /** A database of another organization. */
  private static Tenant elsewhere(SharedSystem system, Access access) throws IOException {
    Access.Root root = new Access.Root("root@elsewhere.example", "correct horse");
    try (ServingApi api = system.anotherApi()) {
      var unused =
          api.provisioning().createOrganization("elsewhere", root.email(), root.password());
    }
    Access other =
        new Access(access.api(), access.flink(), access.kafka(), access.metrics(), root, null);
    return Tenant.create(system.client(), other, "elsewhere", Tenant.Ids.TEXT);
  }

  /** Everything that answers with what is in a database. */
  static Stream<String> reads() {
    return Stream.concat(
            ApiDocument.read().operations().stream()
                .filter(operation -> operation.startsWith("GET ") && !operation.endsWith("[]")),
            Stream.of(
                "POST /resolved-sessions ",
                "POST /recommendation/sessions/items ",
                "POST /login/jwt "))
        .map(TenantIsolationTest::withoutRoles)
        .filter(operation -> !ofTheOrganization(operation))
        .distinct();
  }

  private static String withoutRoles(String operation) {
    String[] parts = operation.split(" ", 3);
    return parts[0] + " " + parts[1];
  }

  private static boolean ofTheOrganization(String operation) {
    return operation.contains("/organizations/") || operation.endsWith("/databases");
  }

  private static Answer read(String operation, ApiClient client, String query) throws IOException {
    String[] parts = operation.split(" ", 2);
    String path =
        parts[1]
            .replace("{user_id}", Side.USER)
            .replace("{session_id}", Side.SESSION)
            .replace("{item_id}", "lamp")
            .replace("{property_name}", "shade")
            .replace("{name}", "forget-users");
    return parts[0].equals("GET") ? client.get(path + query) : client.call("POST", path, "{}");
  }

  @ParameterizedTest
  @MethodSource("reads")
  void nobodySeesAnothersContents(String operation) throws IOException {
    String nothing = seen(operation, empty);
    for (Side side : sides) {
      String seen = seen(operation, side);
      for (Side other : sides) {
        boolean own = other.equals(side);
        assertThat(nothing).doesNotContain(other.mark() + "-");
        if (!own) {
          assertThat(seen)
              .doesNotContain(other.mark() + "-")
              .doesNotContain(other.tenant().database().value());
        }
      }
    }
  }

  /** What a database shows; no taste is known before the first model, nor is anything popular. */
  private String seen(String operation, Side side) throws IOException {
    Answer answer = read(operation, side.client(), "");
    if (operation.endsWith("/taste")
        || (side.equals(empty) && operation.contains("/recommendation/"))) {
      answer.isError(503, "ServerUnavailable", 1, "DATABASE_NOT_READY");
      return answer.body().toString();
    }
    if (side.equals(empty)
        && operation.matches("GET /(items|users)(-properties)?/[^/]+(/properties)?")) {
      answer.isError(404, "NotFoundError", 60, answer.body().at("/error_data/name").asText());
      return answer.body().toString();
    }
    return answer.ok().body().toString();
  }

  /** The test above sees contents: what is listed is there, once for each write. */
  @Test
  void everybodySeesTheirOwn() throws IOException {
    for (Side side : sides) {
      for (String list :
          List.of(
              "/user-data/ann/interactions",
              "/users/ann/interactions-bulk",
              "/interactions-bulk",
              "/sessions/morning/interactions-bulk",
              "/sessions-interactions-bulk")) {
        JsonNode rows = side.client().get(list).ok().body().path("interactions");
        assertThat(rows.findValuesAsText("item_id"))
            .as(list)
            .hasSize(ROWS)
            .containsOnly(side.mark() + "-" + Side.ITEM);
      }
      JsonNode ratings = side.client().get("/ratings-bulk").ok().body().path("ratings");
      assertThat(ratings.findValuesAsText("item_id")).contains(side.mark() + "-lamp-2");
    }
  }

  static Stream<String> lists() {
    return reads()
        .filter(read -> read.matches(".*(interactions|bulk|bulk/properties|resolved-sessions)$"));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aCursorOpensTheListOfItsOwnDatabaseOnly(String list) throws IOException {
    for (Side side : sides) {
      String cursor = firstPage(list, side).text("next_cursor");
      nextPage(list, side, cursor).ok();
      for (Side other : sides) {
        if (!other.equals(side)) {
          nextPage(list, other, cursor).isError(400, "WrongData", 40, "WRONG_PARAMETER");
        }
      }
      for (String otherList : lists().filter(candidate -> !candidate.equals(list)).toList()) {
        nextPage(otherList, side, cursor).isError(400, "WrongData", 40, "WRONG_PARAMETER");
      }
    }
  }

  private static Answer firstPage(String list, Side side) throws IOException {
    return list.startsWith("GET")
        ? read(list, side.client(), "?amt=1").ok()
        : side.client().post(list.substring(5), Map.of("amt", 1)).ok();
  }

  private static Answer nextPage(String list, Side side, String cursor) throws IOException {
    return list.startsWith("GET")
        ? read(list, side.client(), "?amt=1&cursor=" + cursor)
        : side.client().post(list.substring(5), Map.of("amt", 1, "cursor", cursor));
  }

  @Test
  void aTokenOpensNoOtherDatabase(SharedSystem system) throws IOException {
    Side elsewhere = sides.get(2);
    String foreign = elsewhere.tenant().database().value();
    Map<String, String> root =
        Map.of(
            "email", system.access().root().email(),
            "password", system.access().root().password(),
            "db_id", foreign);
    system
        .client()
        .post("/login/root/", root)
        .isError(404, "NotFoundError", 60, "DATABASE_NOT_FOUND");
    String refresh =
        system
            .client()
            .post(
                "/login/root/",
                Map.of("email", root.get("email"), "password", root.get("password")))
            .ok()
            .text("refresh_token");
    system
        .client()
        .post("/login/refresh-token/", Map.of("refresh_token", refresh, "db_id", foreign))
        .isError(404, "NotFoundError", 60, "DATABASE_NOT_FOUND");
  }

  @Test
  void anInteractionIsChangedInItsOwnDatabaseOnly() throws IOException {
    String path = "/user-data/" + Side.USER + "/interactions";
    for (Side side : sides) {
      String id = side.client().get(path).ok().body().at("/interactions/0/interaction_id").asText();
      for (Side other : sides) {
        if (!other.equals(side)) {
          Map<String, String> its = Map.of("interaction_id", id);
          other.client().put(path, its).isError(404, "NotFoundError", 60, "RESOURCE_NOT_FOUND");
          other.client().delete(path, its).isError(404, "NotFoundError", 60, "RESOURCE_NOT_FOUND");
        }
      }
    }
  }

  @Test
  void anOrganizationListsItsOwnAccountsAndDatabasesOnly() throws IOException {
    for (String list : List.of("/databases/", "/organizations/current/accounts/")) {
      String ours = sides.get(0).client().get(list).ok().body().toString();
      String theirs = sides.get(2).client().get(list).ok().body().toString();
      assertThat(ours).doesNotContain("elsewhere");
      assertThat(theirs).contains("elsewhere").doesNotContain("tenant-", "tastelake.local");
    }
  }

  /** A forgotten user of one is the living user of another. */
  @Test
  void aUserIsForgottenInOneDatabaseOnly(SharedSystem system) throws IOException {
    ApiClient one = system.tenant(Tenant.Ids.TEXT).client();
    ApiClient other = system.tenant(Tenant.Ids.TEXT).client();
    String path = "/users/ann/interactions-bulk/";
    Map<String, Object> row = Map.of("item_id", Side.ITEM, "interaction_type", "view");
    one.post(path, Map.of("interactions", List.of(row))).ok();
    other.post(path, Map.of("interactions", List.of(row))).ok();
    one.delete("/interactions-ratings-bulk/", Map.of("users_id", List.of(Side.USER))).ok();
    assertThat(one.list(path, 10)).isEmpty();
    assertThat(other.list(path, 10)).hasSize(1);
  }
}
