package io.tastelake.serving.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.TestApi;
import io.tastelake.store.UserLocks;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** While one organization waits for its own locks, others do not wait. */
class TenantsApartTest {

  private static final int REQUESTS = 16;
  private static final int LOCKED = 8;
  private static final String THEIR_ROOT = "\"email\": \"root@busy.example\"";

  @Test
  void aLockedDatabaseHoldsUpItsOwnOrganizationAlone() throws IOException {
    ExecutorService callers = Executors.newFixedThreadPool(REQUESTS);
    try (TestApi api = TestApi.start()) {
      String busy = busyDatabase(api);
      String ours = api.rootToken(api.createDatabase("calm", "urlsafe64", "urlsafe64"));
      String theirs = login(api, ", \"db_id\": \"" + busy + "\"");
      List<CompletableFuture<Integer>> held =
          api.onlineStore.inTransaction(
              transaction -> {
                UserLocks.take(transaction, new DatabaseId(busy), everybody());
                List<CompletableFuture<Integer>> waiting =
                    IntStream.range(0, REQUESTS)
                        .mapToObj(
                            i -> CompletableFuture.supplyAsync(() -> rate(api, theirs, i), callers))
                        .toList();
                await().until(() -> api.store.waiting() >= LOCKED - 1);
                for (int i = 0; i < REQUESTS; i++) {
                  assertThat(rate(api, ours, i)).isEqualTo(200);
                  String list = "/users/u" + i + "/ratings/";
                  assertThat(api.send("GET", list, ours, null).status()).isEqualTo(200);
                }
                assertThat(waiting).noneMatch(CompletableFuture::isDone);
                return waiting;
              });
      assertThat(held.stream().map(CompletableFuture::join)).contains(200);
    } finally {
      callers.shutdown();
    }
  }

  private static List<UserId> everybody() {
    return IntStream.range(0, 20_000).mapToObj(i -> new UserId("u" + i)).toList();
  }

  private static int rate(TestApi api, String token, int user) {
    String path = "/users/u" + user + "/ratings/a/";
    return api.send("PUT", path, token, "{\"rating\": 7}").status();
  }

  private static String busyDatabase(TestApi api) {
    var unused =
        api.api().provisioning().createOrganization("busy", "root@busy.example", TestApi.PASSWORD);
    String body =
        """
        {"name": "busy", "description": "",
         "user_id_type": "urlsafe64", "item_id_type": "urlsafe64"}
        """;
    return api.send("POST", "/databases/", login(api, ""), body).json().path("id").asText();
  }

  private static String login(TestApi api, String rest) {
    String body = "{" + THEIR_ROOT + ", \"password\": \"" + TestApi.PASSWORD + "\"" + rest + "}";
    return api.send("POST", "/login/root/", null, body).json().path("token").asText();
  }
}
