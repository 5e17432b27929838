package io.tastelake.serving.session;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What frontend tokens may do to sessions, and what a login with both ids does. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontendSessionsTest {

  private static final String VIEW = "{\"interaction_type\": \"view\"}";

  private final TestApi api;
  private String database;
  private String token;

  FrontendSessionsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    database = api.createReadyDatabase("frontends", "uint32", "hex8");
    token = api.serviceToken("frontends-backend", "backend", database, "");
  }

  private static String session() {
    return UUID.randomUUID().toString();
  }

  private String frontend(String fields) {
    return api.serviceToken("frontends", "frontend", database, fields);
  }

  private List<String> sessionsOf(int user) {
    return api.send("POST", "/resolved-sessions/", token, "{\"users_id\": [" + user + "]}")
        .json()
        .findValuesAsText("session_id");
  }

  @Test
  void frontendTokensWriteToTheirOwnSessionAlone() {
    String own = session();
    String other = session();
    String bound = frontend(", \"frontend_session_id\": \"" + own + "\"");
    String ofUser = frontend(", \"frontend_user_id\": 5");
    String free = frontend("");
    for (String path : List.of("/items/1/interactions/", "/interactions-bulk/")) {
      String body =
          path.startsWith("/items")
              ? VIEW
              : "{\"interactions\":[{\"item_id\":\"1\",\"interaction_type\":\"v\"}]}";
      for (String segment : List.of(own, "~me")) {
        assertThat(api.send("POST", "/sessions/" + segment + path, bound, body).status())
            .isEqualTo(200);
      }
      assertThat(api.send("POST", "/sessions/" + other + path, free, body).status()).isEqualTo(200);
      assertRefused(api.send("POST", "/sessions/" + other + path, bound, body));
      assertRefused(api.send("POST", "/sessions/" + own + path, ofUser, body));
      assertRefused(api.send("POST", "/sessions/~me" + path, ofUser, body));
      assertRefused(api.send("POST", "/sessions/~me" + path, free, body));
    }
    for (String frontend : List.of(bound, free)) {
      assertErrorShape(
          api.send("POST", "/users/5/interactions/1/", frontend, VIEW),
          403,
          50,
          "ForbiddenError",
          "INCORRECT_FRONTEND_USER_ID");
    }
    assertErrorShape(
        api.send("POST", "/sessions/" + own + "/resolve/", bound, "{\"user_id\": 5}"),
        403,
        50,
        "ForbiddenError",
        "INCORRECT_ROLE");
  }

  private static void assertRefused(Answer answer) {
    assertErrorShape(answer, 403, 50, "ForbiddenError", "INCORRECT_FRONTEND_SESSION_ID");
  }

  @Test
  void aLoginWithBothIdsResolvesTheSession() {
    String session = session();
    assertThat(frontendLogin(31, session).status()).isEqualTo(200);
    assertThat(sessionsOf(31)).singleElement().isEqualTo(session);
    assertThat(frontendLogin(31, session).status()).isEqualTo(200);
    Answer refused = frontendLogin(32, session);
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_PARAMETER");
    assertThat(refused.text()).doesNotContain("token\"");
    assertErrorShape(
        api.send("POST", "/sessions/" + session + "/resolve/", token, "{\"user_id\": 31}"),
        400,
        40,
        "WrongData",
        "WRONG_PARAMETER");
    assertThat(sessionsOf(32)).isEmpty();
  }

  private Answer frontendLogin(int user, String session) {
    var unused = frontend("");
    return api.send(
        "POST",
        "/login/service/",
        null,
        """
        {"name": "frontends", "password": "%s", "db_id": "%s",
         "frontend_user_id": %d, "frontend_session_id": "%s"}
        """
            .formatted(TestApi.PASSWORD, database, user, session));
  }
}
