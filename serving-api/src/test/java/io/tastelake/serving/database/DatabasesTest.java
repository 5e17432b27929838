package io.tastelake.serving.database;

import static io.tastelake.serving.Answers.assertErrorShape;
import static io.tastelake.serving.Answers.assertNothing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases shown, listed and deleted. */
@ExtendWith(ApiResource.class)
class DatabasesTest {

  private final TestApi api;

  DatabasesTest(TestApi api) {
    this.api = api;
  }

  @Test
  void theCurrentDatabaseHasAllItsMembers() {
    String database = api.createDatabase("members", "uint8", "hex4");
    JsonNode shown = api.send("GET", "/databases/current/", api.rootToken(database), null).json();
    assertThat(shown.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "description",
            "org_id",
            "status",
            "item_id_type",
            "user_id_type",
            "session_id_type",
            "counters",
            "core_config",
            "metadata");
    assertThat(shown.path("counters").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("rating", "user", "item");
    assertThat(shown.path("core_config").isObject()).isTrue();
    assertThat(shown.path("metadata").isObject()).isTrue();
    assertThat(shown.path("user_id_type").asText()).isEqualTo("uint8");
    assertThat(shown.path("item_id_type").asText()).isEqualTo("hex4");
    assertThat(shown.path("session_id_type").asText()).isEqualTo("uuid");
  }

  @Test
  void pagesFollowEachOtherUntilTheLast() {
    for (int i = 0; i < 3; i++) {
      var unused = api.createDatabase("paged-" + i, "uuid", "uuid");
    }
    String root = api.rootToken(null);
    List<String> names = new ArrayList<>();
    int page = 1;
    boolean more = true;
    while (more) {
      JsonNode answer = api.send("GET", "/databases/?amt=2&page=" + page, root, null).json();
      names.addAll(answer.path("databases").findValuesAsText("name"));
      more = answer.path("has_next").asBoolean();
      assertThat(answer.path("next_page").isInt()).isTrue();
      page = answer.path("next_page").asInt();
    }
    assertThat(names).isSorted().doesNotHaveDuplicates();
    assertThat(names).contains("paged-0", "paged-1", "paged-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"page=0", "page=-1", "page=x", "amt=0", "amt=65", "amt=1.5"})
  void wrongPagesAreWrongData(String query) {
    Answer answer = api.send("GET", "/databases/?" + query, api.rootToken(null), null);
    assertErrorShape(answer, 400, 40, "WrongData", "WRONG_PARAMETER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null"})
  void aDeletedDatabaseIsGoneWithItsTokensAndItsNameIsFree(String body) {
    String name = "doomed" + body;
    String database = api.createReadyDatabase(name, "urlsafe64", "urlsafe64");
    String backend = api.serviceToken(name, "backend", database, "");
    String login =
        """
        {"name": "%s", "password": "%s", "db_name": "%s"}
        """
            .formatted(name, TestApi.PASSWORD, name);
    JsonNode refresh =
        api.send("POST", "/login/service/", null, login).json().path("refresh_token");
    String root = api.rootToken(database);
    assertThat(api.send("GET", "/users/u/interactions-bulk/", backend, null).status())
        .isEqualTo(200);

    assertNothing(api.send("DELETE", "/v1/databases/current/", root, body));

    for (Answer answer :
        List.of(
            api.send("GET", "/users/u/interactions-bulk/", backend, null),
            api.send("POST", "/interactions-bulk/", backend, "{\"interactions\": []}"),
            api.send("GET", "/user-data/u/interactions", backend, null),
            api.send("POST", "/login/jwt/", backend, null),
            api.send("POST", "/login/service/", null, login),
            api.send("DELETE", "/databases/current/", root, body))) {
      assertErrorShape(answer, 404, 60, "NotFoundError", "DATABASE_NOT_FOUND");
    }
    assertErrorShape(
        api.send("POST", "/login/refresh-token/", null, "{\"refresh_token\": " + refresh + "}"),
        401,
        21,
        "AuthError",
        "INCORRECT_REFRESH_TOKEN");
    assertThat(api.createDatabase(name, "uuid", "uuid")).isNotEqualTo(database).hasSize(22);
  }

  @Test
  void backendsDoNotDeleteDatabases() {
    String database = api.createDatabase("kept", "uuid", "uuid");
    String backend = api.serviceToken("kept-backend", "backend", database, "");
    assertErrorShape(
        api.send("DELETE", "/databases/current/", backend, null),
        403,
        50,
        "ForbiddenError",
        "INCORRECT_ROLE");
  }

  @Test
  void aDatabasesNameSaysWhichOrganizationsServiceIsMeant() {
    var unused = api.createDatabase("ours", "uuid", "uuid");
    String ours =
        api.serviceToken("namesake", "backend", api.createDatabase("o", "uuid", "uuid"), "");
    assertThat(ours).isNotEmpty();
    var organization =
        api.api().provisioning().createOrganization("b", "root@b.example", TestApi.PASSWORD);
    String root =
        api.send(
                "POST",
                "/login/root/",
                null,
                """
                {"email": "root@b.example", "password": "%s"}
                """
                    .formatted(TestApi.PASSWORD))
            .json()
            .path("token")
            .asText();
    String account =
        """
        {"name": "namesake", "password": "%s", "role": "backend", "db_name": "theirs"}
        """
            .formatted(TestApi.PASSWORD);
    String theirs =
        """
        {"name": "theirs", "user_id_type": "uuid", "item_id_type": "uuid"}
        """;
    assertThat(api.send("POST", "/accounts/service/", root, account).status()).isEqualTo(200);
    assertThat(api.send("POST", "/databases/", root, theirs).status()).isEqualTo(200);
    assertThat(api.send("POST", "/login/service/", null, account).json().path("org_id").asText())
        .isEqualTo(organization.value());
  }
}
