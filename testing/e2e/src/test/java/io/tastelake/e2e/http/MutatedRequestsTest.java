package io.tastelake.e2e.http;

import static io.tastelake.rules.TestCounts.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.bench.load.Lane;
import io.tastelake.bench.load.Load;
import io.tastelake.e2e.kit.Compactions;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Workers;
import io.tastelake.rules.TestCounts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * However requests are damaged, the server does not fail: its answer is never a 500, and another
 * tenant does not notice.
 */
@ExtendWith(SharedSystem.Extension.class)
class MutatedRequestsTest {

  private static final int CLIENTS = count(2, 16);
  private static final double DAMAGED_PER_SECOND = 100;

  private final Seed seed = Seed.announced("MutatedRequestsTest");

  /** In the long run there is compaction, as wherever the lake grows for half an hour. */
  @Test
  void noneIsAnsweredWithAServerError(SharedSystem system) throws Exception {
    if (TestCounts.isLong()) {
      try (Compactions compactions = system.compactions()) {
        sendDamagedRequests(system);
        assertThat(compactions.completed()).isPositive();
      }
    } else {
      sendDamagedRequests(system);
    }
  }

  private void sendDamagedRequests(SharedSystem system) throws Exception {
    Tenant tenant = tenant(system);
    DamagedRequests requests = new DamagedRequests(tenant, system.client().uri());
    Neighbour neighbour = new Neighbour(system.tenant(Tenant.Ids.TEXT));
    AtomicInteger left = new AtomicInteger(count(5_000, 1_000_000));
    AtomicReference<Load> beside = new AtomicReference<>();
    Workers.together(
        CLIENTS + 1,
        thread ->
            thread == CLIENTS
                ? () -> beside.set(neighbour.callsWhile(() -> left.get() > 0))
                : () -> {
                  SplittableRandom random = seed.random(thread);
                  while (left.getAndDecrement() > 0) {
                    requests.send(random);
                  }
                });
    System.out.println("MutatedRequestsTest: answers by status " + requests.statuses());
    System.out.println("MutatedRequestsTest: a neighbour " + Neighbour.latencies(beside.get()));
    assertThat(requests.statuses().keySet()).contains(200, 400, 401, 404);
    tenant.client().get("/databases/current/").ok();
  }

  /** Of the few calls of an ordinary run the slowest say nothing. */
  @Test
  @EnabledIf("io.tastelake.rules.TestCounts#isLong")
  void aNeighbourDoesNotNotice(SharedSystem system) throws Exception {
    DamagedRequests requests = new DamagedRequests(tenant(system), system.client().uri());
    Neighbour neighbour = new Neighbour(system.tenant(Tenant.Ids.TEXT));
    Duration minutes = Duration.ofMinutes(3);
    neighbour.callsFor(minutes); // warms up
    Load alone = neighbour.callsFor(minutes);
    AtomicBoolean goesOn = new AtomicBoolean(true);
    AtomicReference<Load> beside = new AtomicReference<>();
    Workers.together(
        2,
        thread ->
            thread == 0
                ? () -> {
                  beside.set(neighbour.callsFor(minutes));
                  goesOn.set(false);
                }
                : () -> Load.open(() -> lane(requests), 16, DAMAGED_PER_SECOND, goesOn::get));
    System.out.println("MutatedRequestsTest: a neighbour alone " + Neighbour.latencies(alone));
    System.out.println(
        "MutatedRequestsTest: beside %.0f damaged requests a second %s"
            .formatted(DAMAGED_PER_SECOND, Neighbour.latencies(beside.get())));
    assertThat(beside.get().millis(99)).isLessThanOrEqualTo(3 * alone.millis(99));
  }

  private Lane lane(DamagedRequests requests) {
    return new Lane() {
      @Override
      public void request(long number) throws IOException {
        requests.send(seed.random(Math.toIntExact(number)));
      }

      @Override
      public void close() {}
    };
  }

  private static Tenant tenant(SharedSystem system) throws IOException {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    for (String property :
        List.of(
            "{\"property_name\": \"price\", \"value_type\": \"float64\"}",
            "{\"property_name\": \"tags\", \"value_type\": \"unicode\", \"repeated\": true}")) {
      tenant.client().call("POST", "/items-properties/", property).ok();
    }
    return tenant;
  }
}
