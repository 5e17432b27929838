package io.tastelake.e2e.interaction;

import static io.tastelake.rules.TestCounts.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Compactions;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Workers;
import io.tastelake.serving.ServingApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An acknowledged write is in the next read, on every instance, while Flink commits and compaction
 * rewrites the lake.
 */
@ExtendWith(SharedSystem.Extension.class)
class ReadYourWritesTest {

  private static final int THREADS = 4;
  private static final int USERS_OF_A_THREAD = 8;

  /** So many by all threads before the compactions waited for; as many after them. */
  private static final int HALF = count(100, 5_000);

  private final Seed seed = Seed.announced("ReadYourWritesTest");

  @Test
  void everyReadEqualsAModel(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(new Tenant.Ids("hex16", "urlsafe32", "uuid"));
    String foreign = strangersInteraction(tenant.client());
    List<UserModel> users = users();
    try (ServingApi second = system.anotherApi();
        Compactions compactions = system.compactions()) {
      List<ApiClient> instances = List.of(tenant.client(), tenant.client().at(second.uri()));
      List<RandomActions> actions =
          IntStream.range(0, THREADS)
              .mapToObj(thread -> new RandomActions(instances, seed.random(thread), foreign))
              .toList();
      interleaveByAll(actions, users);
      int beside = 0;
      for (; compactions.completed() < count(1, 5); beside++) {
        int user = beside % users.size();
        actions.get(user % THREADS).interleave(users.get(user));
      }
      interleaveByAll(actions, users);
      System.out.printf(
          "ReadYourWritesTest: %d interleavings beside %d compactions%n",
          2 * HALF + beside, compactions.completed());
      assertWholeListing(system, instances, users);
    }
  }

  /** Each thread has users of its own, whom it takes in a random order. */
  private void interleaveByAll(List<RandomActions> actions, List<UserModel> users) {
    AtomicInteger left = new AtomicInteger(HALF);
    Workers.together(
        THREADS,
        thread ->
            () -> {
              SplittableRandom random = seed.random(THREADS + thread);
              while (left.decrementAndGet() >= 0) {
                int user = thread + THREADS * random.nextInt(USERS_OF_A_THREAD);
                actions.get(thread).interleave(users.get(user));
              }
            });
  }

  /** The whole database's list holds what the models hold. */
  private static void assertWholeListing(
      SharedSystem system, List<ApiClient> instances, List<UserModel> users) throws Exception {
    system.awaitLakeCoversLog();
    for (ApiClient instance : instances) {
      Map<String, List<JsonNode>> listed = new HashMap<>();
      for (JsonNode row : instance.list("/interactions-bulk/", 1_000)) {
        listed.computeIfAbsent(row.get("user_id").asText(), id -> new ArrayList<>()).add(row);
      }
      assertThat(listed.remove("ABBA")).hasSize(1);
      for (UserModel user : users) {
        List<JsonNode> rows = listed.getOrDefault(user.id(), List.of());
        user.assertListed(newestFirst(rows), "the whole list");
        listed.remove(user.id());
      }
      assertThat(listed).isEmpty();
    }
  }

  /** The order within one user is any, as long as it is stable. */
  private static List<JsonNode> newestFirst(List<JsonNode> rows) {
    return rows.stream()
        .sorted(
            java.util.Comparator.comparingDouble((JsonNode row) -> row.get("timestamp").asDouble())
                .reversed()
                .thenComparing(row -> row.get("interaction_id").asText()))
        .toList();
  }

  private static String strangersInteraction(ApiClient client) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    return client
        .post("/user-data/abba/interactions", Content.any(random).asUserData())
        .ok()
        .text("interaction_id");
  }

  /** Ids of one to sixteen digits, as the API returns them. */
  private static List<UserModel> users() {
    List<UserModel> users = new ArrayList<>();
    for (int i = 0; i < THREADS * USERS_OF_A_THREAD; i++) {
      String id = i % 2 == 0 ? "a" + Integer.toHexString(i) : "c0ffee0000" + Integer.toHexString(i);
      users.add(new UserModel(id.toUpperCase(Locale.ROOT)));
    }
    return users;
  }
}
