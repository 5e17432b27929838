package io.tastelake.e2e.kill;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.RunningStandalone;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.e2e.kit.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A standalone whose PostgreSQL is killed goes on by itself, and loses nothing. */
class PostgresKilledTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Ledger ledger = new Ledger();

  @TempDir(factory = UnderTarget.class, cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @AfterEach
  void killLeftBehind() {
    RunningStandalone.killLeftBehind(folder.resolve("data"));
  }

  @Test
  void itIsStartedAgainAndAllGoesOn() throws Exception {
    Path data = folder.resolve("data");
    try (RunningStandalone standalone = RunningStandalone.up(data)) {
      ApiClient api = ApiClient.of(standalone.access().api());
      Tenant tenant = Tenant.create(api, standalone.access(), "mended", Tenant.Ids.TEXT);
      killUnderLoad(standalone, tenant.client());
      assertTasteGoesOn(tenant.client());
      assertHeld(tenant.client());
      assertThat(status(data)).contains("PostgreSQL").doesNotContain("down");
      standalone.kill9JavaAlone();
      try (Child stop = command(data, "stop")) {
        assertThat(stop.exit(TIMEOUT)).as(stop.all()).isZero();
        assertThat(stop.output()).contains("stopped PostgreSQL, left running by a kill");
      }
      standalone.awaitNoneRuns();
    }
  }

  private void killUnderLoad(RunningStandalone standalone, ApiClient client) {
    AtomicBoolean mended = new AtomicBoolean();
    Load load = new Load(client, ledger, Seed.announced("PostgresKilledTest").random(0));
    Workers.together(
        2,
        worker ->
            worker == 0
                ? () -> load.until(mended::get)
                : () -> {
                  awaitAcknowledged(100);
                  standalone.kill9Postmaster();
                  awaitAcknowledged(ledger.acknowledgements() + 100);
                  mended.set(true);
                });
  }

  private void awaitAcknowledged(long number) {
    await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> ledger.acknowledgements() >= number);
  }

  private static void assertTasteGoesOn(ApiClient client) throws IOException {
    Map<String, Object> row = Map.of("interaction_type", "view", "timestamp", 1.6e9);
    client.post("/users/late/interactions/item-late/", row).ok();
    await()
        .atMost(TIMEOUT)
        .ignoreExceptions()
        .until(
            () -> client.get("/users/late/ratings/").ok().body().toString().contains("item-late"));
  }

  private void assertHeld(ApiClient client) throws IOException {
    List<JsonNode> listed = new ArrayList<>();
    for (int user = 0; user < Load.USERS; user++) {
      listed.addAll(client.list("/users/" + Load.user(user) + "/interactions-bulk/", 5_000));
    }
    ledger.assertHeldBy(
        listed.stream().collect(groupingBy(row -> row.get("item_id").asText(), counting())),
        "the lists of users");
  }

  private static String status(Path data) {
    try (Child status = command(data, "status")) {
      assertThat(status.exit(TIMEOUT)).as(status.all()).isZero();
      return status.output();
    }
  }

  private static Child command(Path data, String name) {
    return RunningStandalone.command(data, List.of(name, "--data", data.toString()), List.of());
  }
}
