package io.tastelake.e2e.interaction;

import static io.tastelake.rules.TestCounts.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Compactions;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Following cursors visits each row that nobody touches exactly once, whatever is written, amended,
 * deleted and compacted meanwhile; a listing of a whole database is one snapshot.
 */
@ExtendWith(SharedSystem.Extension.class)
class PagingTest {

  private static final int SETTLED = 150;

  private final Seed seed = Seed.announced("PagingTest");

  @Test
  void holdsUnderConcurrentWrites(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    Set<String> settled = ConcurrentWrites.settle(tenant.client(), SETTLED);
    system.awaitLakeCoversLog();
    SplittableRandom random = seed.random(0);
    try (Compactions compactions = system.compactions();
        ConcurrentWrites writes = ConcurrentWrites.begin(tenant.client(), seed.random(1))) {
      for (int round = 0; round < count(3, 100) || compactions.completed() < count(0, 5); round++) {
        for (String list : ConcurrentWrites.LISTS) {
          visitsEveryUntouchedRowOnce(tenant.client(), list, random, settled);
        }
        for (String list : ConcurrentWrites.DATABASE_LISTS) {
          isOneSnapshot(tenant.client(), list, random, writes);
        }
        writes.requireGoesOn();
      }
    }
  }

  private static void visitsEveryUntouchedRowOnce(
      ApiClient client, String list, SplittableRandom random, Set<String> settled)
      throws IOException {
    List<String> seen = new ArrayList<>();
    follow(client, list, random, row -> seen.add(row.get("item_id").asText()));
    seen.removeIf(item -> !settled.contains(item));
    assertThat(seen).as(list).doesNotHaveDuplicates().hasSameElementsAs(settled);
  }

  /** All that was acknowledged before the first page is there, and nothing begun after it. */
  private static void isOneSnapshot(
      ApiClient client, String list, SplittableRandom random, ConcurrentWrites writes)
      throws IOException {
    long acknowledged = writes.acknowledged();
    Set<Long> numbers = new TreeSet<>();
    List<Long> begun = new ArrayList<>();
    follow(
        client,
        list,
        random,
        row -> {
          if (begun.isEmpty()) {
            begun.add(writes.begun());
          }
          ConcurrentWrites.number(row.get("item_id").asText())
              .ifPresent(number -> assertThat(numbers.add(number)).as("once: %s", row).isTrue());
        });
    for (long number = 0; number < acknowledged; number++) {
      assertThat(numbers).as("acknowledged before the first page").contains(number);
    }
    assertThat(Collections.max(numbers)).as("begun after the first page").isLessThan(begun.get(0));
  }

  @Test
  void aCursorWithAnyByteChangedIsRefused(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    ApiClient client = tenant.client();
    ConcurrentWrites.settle(client, 3);
    system.awaitLakeCoversLog();
    for (String list : ConcurrentWrites.LISTS) {
      String cursor = client.get(list + "?amt=1").ok().text("next_cursor");
      for (int i = 0; i < cursor.length(); i++) {
        for (char other : "Aa0_".toCharArray()) {
          if (cursor.charAt(i) != other) {
            String tampered = cursor.substring(0, i) + other + cursor.substring(i + 1);
            client
                .get(list + "?amt=1&cursor=" + tampered)
                .isError(400, "WrongData", 40, "WRONG_PARAMETER");
          }
        }
      }
    }
  }

  private interface Visitor {
    void visit(JsonNode row);
  }

  /** Visits all rows. */
  private static void follow(
      ApiClient client, String list, SplittableRandom random, Visitor visitor) throws IOException {
    String cursor = "";
    while (cursor != null) {
      String query = "?amt=" + (1 + random.nextInt(200)) + cursor;
      JsonNode page = client.get(list + query).ok().body();
      assertThat(page.has("warnings")).isFalse();
      page.get("interactions").forEach(visitor::visit);
      cursor =
          page.get("has_next").asBoolean() ? "&cursor=" + page.get("next_cursor").asText() : null;
    }
  }
}
