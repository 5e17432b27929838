package io.tastelake.e2e.maintenance;

import io.tastelake.e2e.kit.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Interactions in bulks, most of them of sessions, at a steady rate or, where the machine is too
 * slow for that, one bulk after the other.
 */
final class SteadyLoad implements AutoCloseable {

  private static final int BULK = 500;
  private static final int USERS = 2_000;
  private static final int SESSIONS = 50_000;
  private static final int ITEMS = 1_000;

  /** One bulk in so many is of users. */
  private static final int KINDS = 10;

  private final ApiClient client;
  private final SplittableRandom random;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final long began = System.nanoTime();
  private final ScheduledFuture<?> sending;
  private long acknowledged;
  private int spared;

  /**
   * Begins.
   *
   * @param rate interactions a second
   */
  SteadyLoad(ApiClient client, int rate, SplittableRandom random) {
    this.client = client;
    this.random = random;
    this.sending =
        clock.scheduleAtFixedRate(this::send, 0, 1_000_000L * BULK / rate, TimeUnit.MICROSECONDS);
  }

  private synchronized void send() {
    try {
      if (acknowledged / BULK % KINDS == 0) {
        send("/interactions-bulk/", "user_id", () -> user(random.nextInt(spared, USERS)));
      } else {
        String path = "/sessions-interactions-bulk/";
        send(path, "session_id", () -> "session-" + random.nextInt(SESSIONS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acknowledged += BULK;
  }

  private void send(String path, String actor, Supplier<String> ids) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>(BULK);
    for (int i = 0; i < BULK; i++) {
      rows.add(
          Map.of(
              actor,
              ids.get(),
              "item_id",
              "item-" + random.nextInt(ITEMS),
              "interaction_type",
              "view",
              "timestamp",
              1.6e9 + random.nextInt(1_000_000)));
    }
    client.post(path, Map.of("interactions", rows)).ok();
  }

  static String user(int number) {
    return "user-%05d".formatted(number);
  }

  /** Users of whom nothing is sent from now on; no bulk that holds them is under way. */
  synchronized List<String> spare(int users) {
    List<String> spare = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      spare.add(user(spared++));
    }
    return spare;
  }

  /** How many were acknowledged so far. */
  synchronized long acknowledged() {
    return acknowledged;
  }

  /** How many a second on average so far. */
  long rate() {
    return acknowledged() * 1_000 / Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  /** Fails if a bulk failed. */
  void requireGoesOn() {
    if (sending.isDone()) {
      join();
    }
  }

  /** Ends it when the bulk that is under way is acknowledged; fails if one failed. */
  @Override
  public void close() {
    sending.cancel(false);
    clock.shutdown();
    join();
  }

  private void join() {
    try {
      if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new AssertionError("A bulk is not answered within a minute");
      }
      if (!sending.isCancelled()) {
        sending.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("The load failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
