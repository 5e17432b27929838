package io.tastelake.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Workers;
import io.tastelake.serving.ServingApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session is resolved once, whoever races whom, and log and lake say what PostgreSQL says. */
@ExtendWith(SharedSystem.Extension.class)
class ResolveTest {

  private static final int CALLERS = 200;

  @Test
  void oneOfManyWinsOnWhicheverInstance(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    Queue<String> winners = new ConcurrentLinkedQueue<>();
    try (ServingApi second = system.anotherApi()) {
      List<ApiClient> instances = List.of(tenant.client(), tenant.client().at(second.uri()));
      Workers.together(
          CALLERS,
          caller ->
              () -> {
                String user = "user-" + caller;
                switch (Resolutions.resolve(instances.get(caller % 2), "contested", user)) {
                  case WON -> winners.add(user);
                  case LOST -> {}
                  case UNKNOWN -> throw new AssertionError("a server's error for " + user);
                }
              });
    }
    assertThat(winners).hasSize(1);
    Map<String, String> expected = Map.of("contested", winners.element());
    assertThat(Resolutions.stored(tenant.client())).isEqualTo(expected);
    await()
        .alias("the lake to hold the winner")
        .atMost(Duration.ofMinutes(3))
        .until(() -> Resolutions.said(tenant.database(), Rows.of(system.lake())).equals(expected));
    assertThat(Resolutions.said(tenant.database(), system.log().events())).isEqualTo(expected);
  }
}
