package io.tastelake.e2e.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.e2e.kit.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes, amends and deletes without end, among rows of the same user and session that nobody
 * touches. Its own lasting rows are numbered in the order of writing.
 */
final class ConcurrentWrites implements AutoCloseable {

  /** Every list that shows rows which {@link #settle} wrote, each of them once. */
  static final List<String> LISTS =
      List.of(
          "/users/ann/interactions-bulk/",
          "/user-data/ann/interactions",
          "/sessions/noon/interactions-bulk/",
          "/interactions-bulk/",
          "/sessions-interactions-bulk/");

  /** Those of {@link #LISTS} that are of one snapshot each. */
  static final List<String> DATABASE_LISTS =
      List.of("/interactions-bulk/", "/sessions-interactions-bulk/");

  /** Enough to page through; beyond it rows are only changed and replaced. */
  private static final int MAX_NUMBERED = 1_500;

  private static final String NUMBERED = "numbered-";
  private static final int PASSING_AT_ONCE = 20;

  private final ApiClient client;
  private final SplittableRandom random;
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Deque<String> passing = new ArrayDeque<>();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final CompletableFuture<Void> writing;

  private ConcurrentWrites(ApiClient client, SplittableRandom random) {
    this.client = client;
    this.random = random;
    this.writing = CompletableFuture.runAsync(this::write, thread);
  }

  /** Writes rows of a user and of a session, at few different times so that many are equal. */
  static Set<String> settle(ApiClient client, int rows) throws IOException {
    Set<String> items = new HashSet<>();
    List<Map<String, Object>> interactions = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      items.add("settled-" + i);
      interactions.add(
          Map.of("item_id", "settled-" + i, "interaction_type", "view", "timestamp", 1 + i % 7));
    }
    Map<String, Object> body = Map.of("interactions", interactions);
    client.post("/users/ann/interactions-bulk/", body).ok();
    client.post("/sessions/noon/interactions-bulk/", body).ok();
    return items;
  }

  static ConcurrentWrites begin(ApiClient client, SplittableRandom random) {
    return new ConcurrentWrites(client, random);
  }

  /** The number in an item's name, if it is a numbered row's. */
  static OptionalLong number(String item) {
    return item.startsWith(NUMBERED)
        ? OptionalLong.of(Long.parseLong(item.substring(NUMBERED.length())))
        : OptionalLong.empty();
  }

  /** Rows with lower numbers were acknowledged in every list. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Rows with this number and higher ones were not begun. */
  long begun() {
    return begun.get();
  }

  /** Fails if the writer did. */
  void requireGoesOn() {
    assertThat(writing).isNotCompletedExceptionally();
  }

  private void write() {
    try {
      while (!ended.get()) {
        if (begun.get() < MAX_NUMBERED) {
          writeNumbered(begun.getAndIncrement());
          acknowledged.incrementAndGet();
        }
        writePassing();
        amendOne();
        if (passing.size() > PASSING_AT_ONCE) {
          delete(passing.removeFirst());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeNumbered(long number) throws IOException {
    Map<String, Object> row = row(NUMBERED + number);
    Map<String, Object> body = Map.of("interactions", List.of(row));
    String other = "user-" + random.nextInt(50);
    client.post("/users/" + other + "/interactions-bulk/", body).ok();
    client.post("/sessions/" + other + "/interactions-bulk/", body).ok();
  }

  private void writePassing() throws IOException {
    Map<String, Object> row = new HashMap<>(row("passing"));
    row.put("timestamp", "2020-05-07T00:45:4" + random.nextInt(10) + "Z");
    passing.add(client.post("/user-data/ann/interactions", row).ok().text("interaction_id"));
  }

  /** Moves a row to another time, among those of settled rows too. */
  private void amendOne() throws IOException {
    String id = passing.peekFirst();
    Map<String, Object> change =
        Map.of("interaction_id", id, "timestamp", "1970-01-01T00:00:0" + random.nextInt(10) + "Z");
    client.put("/user-data/ann/interactions", change).ok();
  }

  private void delete(String id) throws IOException {
    client.delete("/user-data/ann/interactions", Map.of("interaction_id", id)).ok();
  }

  private Map<String, Object> row(String item) {
    return Map.of("item_id", item, "interaction_type", "view", "timestamp", random.nextInt(1, 7));
  }

  /** Ends the writing; fails if it failed. */
  @Override
  public void close() {
    ended.set(true);
    thread.shutdown();
    writing.join();
  }
}
