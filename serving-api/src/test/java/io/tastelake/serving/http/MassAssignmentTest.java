package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Members of a body that a caller may not set are as if they were not there. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MassAssignmentTest {

  private static final String FOREIGN = "AAAAAAAAAAAAAAAAAAAAAA";

  /** Names of columns, of claims, and of what requests know elsewhere. */
  private static final String EVERYTHING =
      """
      , "id": "%1$s", "account_id": "%1$s", "org_id_": "%1$s", "organization": "%1$s",
      "organization_id": "%1$s", "kind": "ROOT", "type": "ROOT", "verified": false, "is_root": true,
      "token_generation": 7, "generation": 7, "gen": 7, "password_hash": "x", "created_at": 0,
      "database": "%1$s", "database_id": "%1$s", "database_ids": [], "owner": "%1$s", "keys": ["k"],
      "key_hash": "x", "is_expired": false, "accepted_at": 1, "actor": "eve", "actor_id": "eve",
      "generation_id": 9, "revision": 9, "status": "COMPLETED", "task_id": "%1$s", "inferred": true
      """
          .formatted(FOREIGN);

  private final TestApi api;
  private String database;
  private String root;
  private String manager;

  MassAssignmentTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    database = api.createReadyDatabase("assigned", "urlsafe64", "urlsafe64");
    root = api.rootToken(database);
    manager = api.serviceToken("assigned-manager", "manager", database, "");
  }

  private JsonNode ok(String method, String path, String token, String body) {
    Answer answer = api.send(method, path, token, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private String accounts() {
    return api.send("GET", "/organizations/current/accounts/", root, null).text();
  }

  @Test
  void anAccountIsOfItsMakersOrganizationAndOfNoOtherKind() {
    for (String kind : List.of("service", "individual")) {
      String login =
          kind.equals("service") ? "\"name\": \"plain\"" : "\"email\": \"plain@a.example\"";
      JsonNode made =
          ok(
              "POST",
              "/accounts/" + kind + "/",
              manager,
              "{%s, \"password\": \"%s\", \"role\": \"backend\"%s}"
                  .formatted(login, TestApi.PASSWORD, EVERYTHING));
      assertThat(made.path("id").asText()).isNotEqualTo(FOREIGN);
      assertThat(
              api.store.rows(
                  "SELECT kind, role, token_generation, organizations.name, database_ids"
                      + " FROM accounts JOIN organizations ON organizations.id = organization_id"
                      + " WHERE accounts.id = ?",
                  made.path("id").asText()))
          .containsExactly(kind.toUpperCase(java.util.Locale.ROOT) + "|BACKEND|0|shop|null");
    }
    assertThat(accounts()).doesNotContain(FOREIGN);
  }

  @Test
  void aChangeOfAnAccountReachesThatAccountAlone() {
    String before = api.store.rows("SELECT id FROM accounts ORDER BY id").toString();
    ok(
        "PATCH",
        "/accounts/service/",
        root,
        "{\"name\": \"assigned-manager\", \"revoke_tokens\": true" + EVERYTHING + "}");
    assertThat(api.store.rows("SELECT id FROM accounts ORDER BY id").toString()).isEqualTo(before);
    assertThat(api.store.rows("SELECT role FROM accounts WHERE login = 'assigned-manager'"))
        .containsExactly("MANAGER");
    manager = api.serviceToken("assigned-manager", "manager", database, "");
  }

  @Test
  void aLoginIsNothingButItsAccount() {
    String name = "assigned-backend";
    String token = api.serviceToken(name, "backend", database, ", \"role\": \"root\"" + EVERYTHING);
    JsonNode said = ok("POST", "/login/jwt/", token, null);
    assertThat(said.path("account").path("role").asText()).isEqualTo("backend");
    assertThat(said.toString()).doesNotContain(FOREIGN);
    assertThat(api.send("GET", "/databases/", token, null).status()).isEqualTo(403);
  }

  @Test
  void aDatabaseAndAnOrganizationKeepWhatIsNotTheirCallersToChange() {
    JsonNode made =
        ok(
            "POST",
            "/databases/",
            root,
            "{\"name\": \"assigned-new\", \"user_id_type\": \"uint8\", \"item_id_type\": \"uint8\""
                + EVERYTHING
                + "}");
    assertThat(made.path("id").asText()).isNotEqualTo(FOREIGN);
    String row = "SELECT id, name, user_id_type, organization_id FROM databases WHERE id = ?";
    String before = api.store.rows(row, database).toString();
    ok(
        "PATCH",
        "/databases/current/",
        root,
        "{\"description\": \"d\", \"name\": \"stolen\", \"user_id_type\": \"uint8\""
            + EVERYTHING
            + "}");
    assertThat(api.store.rows(row, database).toString()).isEqualTo(before);
    String organization = "SELECT id, name FROM organizations ORDER BY id";
    String organizations = api.store.rows(organization).toString();
    ok(
        "PATCH",
        "/organizations/current/",
        root,
        "{\"metadata\": {}, \"name\": \"n\"" + EVERYTHING + "}");
    assertThat(api.store.rows(organization).toString()).isEqualTo(organizations);
  }

  @Test
  void aFrontendWritesForItsOwnUserWhateverItsBodiesSay() {
    String token =
        api.serviceToken(
            "assigned-frontend", "frontend", database, ", \"frontend_user_id\": \"ann\"");
    String others = ", \"user_id\": \"bob\", \"session_id\": \"s\"" + EVERYTHING;
    ok("PUT", "/users/~me/ratings/lamp/", token, "{\"rating\": 7" + others + "}");
    ok(
        "PUT",
        "/users/~me/ratings/",
        token,
        "{\"ratings\": [{\"item_id\": \"desk\", \"rating\": 3" + others + "}]" + others + "}");
    ok(
        "POST",
        "/users/~me/interactions/lamp/",
        token,
        "{\"interaction_type\": \"view\"" + others + "}");
    assertThat(ratings("bob")).isEmpty();
    assertThat(ratings("eve")).isEmpty();
    assertThat(ratings("ann")).hasSize(2);
    for (String user : List.of("bob", "eve")) {
      assertThat(
              ok("GET", "/users/" + user + "/interactions-bulk/", root, null).path("interactions"))
          .isEmpty();
    }
  }

  private JsonNode ratings(String user) {
    return ok("GET", "/users/" + user + "/ratings/", root, null).path("user_ratings");
  }
}
