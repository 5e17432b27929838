package io.tastelake.serving.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.rules.TestCounts;
import io.tastelake.serving.TestApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** While an organization forgets many users, the others notice little. */
class ManyForgetsTest {

  private static final boolean LONG = TestCounts.isLong();
  private static final int USERS = LONG ? 100_000 : 5_000;
  private static final int PAIRS = LONG ? 1_000 : 150;
  private static final int TIMES = 3;

  /** Below this a difference is the machine's. */
  private static final Duration NOTICED = LONG ? Duration.ofMillis(20) : Duration.ofMillis(100);

  @Test
  void noTransactionForgetsManyAndATaskIsOfAll() throws IOException {
    try (TestApi api = TestApi.start()) {
      String database = api.createDatabase("many", "uint32", "uint32");
      String task = forget(api, api.rootToken(database), 3_500);
      assertThat(
              api.store.rows(
                  "SELECT max(users) <= 1000 FROM (SELECT count(*) AS users FROM tastes"
                      + " GROUP BY xmin::text) AS transactions"))
          .containsExactly("t");
      assertThat(api.store.rows("SELECT count(*) FROM tastes WHERE forgotten_at IS NOT NULL"))
          .containsExactly("3500");
      assertThat(api.store.rows("SELECT count(*) FROM forgets WHERE forget_id::text = ?", task))
          .containsExactly("3500");
      assertThat(api.store.rows("SELECT id FROM tasks")).containsExactly(task);
    }
  }

  @Test
  void aNeighbourIsAsFastAsBeforeWhileManyAreForgotten() throws Exception {
    ExecutorService busy = Executors.newSingleThreadExecutor();
    try (TestApi api = TestApi.start()) {
      var unused =
          api.api().provisioning().createOrganization("a", "root@busy.example", TestApi.PASSWORD);
      String theirs = login(api, databaseOfA(api));
      String ours = api.rootToken(api.createDatabase("b", "uint32", "uint32"));
      Duration warm = slowest(api, ours, () -> true);
      Duration alone = slowest(api, ours, () -> true);
      Future<String> forgetting = busy.submit(() -> forget(api, theirs, USERS));
      Duration beside = slowest(api, ours, forgetting::isDone);
      assertThat(forgetting.get()).isNotEmpty();
      Duration usual = Collections.max(List.of(NOTICED, alone));
      assertThat(beside)
          .as("p99 of a neighbour's requests, %s alone and %s before", alone, warm)
          .isLessThanOrEqualTo(usual.multipliedBy(TIMES));
    } finally {
      busy.shutdownNow();
    }
  }

  /** The 99th percentile of a rating's PUT and a list's GET. */
  private static Duration slowest(TestApi api, String token, BooleanSupplier enough) {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < PAIRS || !enough.getAsBoolean(); i++) {
      nanos.add(timed(api, "PUT", "/users/" + i + "/ratings/7/", token, "{\"rating\": 7}"));
      nanos.add(timed(api, "GET", "/users/" + i + "/ratings/", token, null));
    }
    Collections.sort(nanos);
    return Duration.ofNanos(nanos.get(nanos.size() * 99 / 100));
  }

  private static long timed(TestApi api, String method, String path, String token, String body) {
    long before = System.nanoTime();
    assertThat(api.send(method, path, token, body).status()).isEqualTo(200);
    return System.nanoTime() - before;
  }

  private static String forget(TestApi api, String token, int users) {
    String ids =
        IntStream.range(0, users).mapToObj(Integer::toString).collect(Collectors.joining(","));
    TestApi.Answer answer =
        api.send("DELETE", "/interactions-ratings-bulk/", token, "{\"users_id\": [" + ids + "]}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("task_id").asText();
  }

  private static String databaseOfA(TestApi api) {
    String body =
        """
        {"name": "a", "description": "", "user_id_type": "uint32", "item_id_type": "uint32"}
        """;
    return api.send("POST", "/databases/", login(api, null), body).json().path("id").asText();
  }

  private static String login(TestApi api, String database) {
    String body =
        "{\"email\": \"root@busy.example\", \"password\": \"%s\"%s}"
            .formatted(
                TestApi.PASSWORD, database == null ? "" : ", \"db_id\": \"" + database + "\"");
    return api.send("POST", "/login/root/", null, body).json().path("token").asText();
  }
}
