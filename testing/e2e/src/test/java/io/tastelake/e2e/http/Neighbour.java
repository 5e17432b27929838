package io.tastelake.e2e.http;

import io.tastelake.bench.load.Lane;
import io.tastelake.bench.load.Load;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Another tenant, who writes and reads at a steady pace; all calls must go well. */
final class Neighbour {

  private static final int CONNECTIONS = 4;
  private static final double CALLS_PER_SECOND = 50;
  private static final Map<String, String> VIEW = Map.of("interaction_type", "view");

  private final ApiClient client;

  Neighbour(Tenant tenant) {
    this.client = tenant.client();
  }

  /** Calls, and how long each took. */
  Load callsFor(Duration duration) throws Exception {
    return Load.open(this::lane, CONNECTIONS, CALLS_PER_SECOND, duration);
  }

  /** Calls for as long as that holds, and how long each took. */
  Load callsWhile(BooleanSupplier goesOn) throws Exception {
    return Load.open(this::lane, CONNECTIONS, CALLS_PER_SECOND, goesOn);
  }

  private Lane lane() {
    return new Lane() {
      @Override
      public void request(long number) throws IOException {
        call(number);
      }

      @Override
      public void close() {}
    };
  }

  private void call(long number) throws IOException {
    String user = "u" + number % 1_000;
    if (number % 2 == 0) {
      client.post("/users/" + user + "/interactions/item" + number % 50 + "/", VIEW).ok();
    } else {
      client.get("/users/" + user + "/interactions-bulk/").ok();
    }
  }

  static String latencies(Load load) {
    return "%d calls, p50 %.1f ms, p99 %.1f ms, slowest %.1f ms"
        .formatted(load.requests(), load.millis(50), load.millis(99), load.millis(100));
  }
}
