package io.tastelake.serving.http;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The online store goes away. */
class StoreOutageTest {

  private static final String VIEW = "{\"interaction_type\": \"view\"}";

  @Test
  void anOutageIsUnavailabilityAndNoFault() throws IOException {
    try (TestApi api = TestApi.start()) {
      String root = api.rootToken(api.createDatabase("outage", "uuid", "uuid"));
      api.stopPostgres();
      Answer listed = api.send("GET", "/databases/", root, null);
      assertErrorShape(listed, 503, 1, "ServerUnavailable", "DATABASE_NOT_READY");
      assertThat(listed.json().path("message").asText()).contains("retry");
      Answer login =
          api.send("POST", "/login/root/", null, "{\"email\": \"a@b\", \"password\": \"p\"}");
      assertErrorShape(login, 503, 1, "ServerUnavailable", "DATABASE_NOT_READY");
    }
  }

  /** What this instance saw within five minutes goes on; what it would have to ask for does not. */
  @Test
  void interactionsAreWrittenAndReadWithoutTheOnlineStore() throws IOException {
    try (TestApi api = TestApi.start()) {
      String database = api.createReadyDatabase("goes-on", "urlsafe64", "urlsafe64");
      String token = api.serviceToken("goes-on", "backend", database, "");
      String unseenDatabase = api.createDatabase("unseen", "urlsafe64", "urlsafe64");
      String unseen = api.serviceToken("unseen", "backend", unseenDatabase, "");
      assertThat(api.send("GET", "/users/ann/interactions-bulk/", unseen, null).status())
          .as("the token is seen, the database has no parameters")
          .isEqualTo(200);
      String never = api.serviceToken("never", "backend", database, "");
      String path = "/users/ann/interactions/lamp/";
      String session = "/sessions/0a0a0a0a-0000-4000-8000-000000000001/items/lamp/interactions/";
      assertThat(api.send("POST", path, token, VIEW).status()).isEqualTo(200);

      api.stopPostgres();

      assertThat(api.send("POST", path, token, VIEW).status()).isEqualTo(200);
      Answer inSession = api.send("POST", session, token, VIEW);
      assertThat(inSession.status()).as(inSession.text()).isEqualTo(200);
      assertThat(inSession.text()).contains("whether a session is resolved is unknown");
      Answer read = api.send("GET", "/users/ann/interactions-bulk/", token, null);
      assertThat(read.status()).as(read.text()).isEqualTo(200);
      assertThat(read.json().path("interactions")).hasSize(2);
      for (Answer refused :
          List.of(
              api.send("POST", path, never, VIEW),
              api.send("POST", path, unseen, VIEW),
              api.send(
                  api.request("POST", path, VIEW)
                      .header("Content-Type", "application/json")
                      .header("Authorization", "Bearer " + token)
                      .header("Idempotency-Key", "a-key")))) {
        assertErrorShape(refused, 503, 1, "ServerUnavailable", "DATABASE_NOT_READY");
      }
    }
  }
}
