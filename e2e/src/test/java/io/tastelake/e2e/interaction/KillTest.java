package io.tastelake.e2e.interaction;

import static io.tastelake.e2e.kit.TestCounts.count;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Folders;
import io.tastelake.e2e.kit.Log;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.RunningStandalone;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.e2e.kit.Workers;
import io.tastelake.standalone.KafkaBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Whenever everything is killed: what was acknowledged is there once, what was refused is not. */
class KillTest {

  private static final int THREADS = 4;
  private static final int KILLS = count(3, 20);

  private final Seed seed = Seed.announced("KillTest");
  private final SplittableRandom random = seed.random(-1);
  private final Ledger ledger = new Ledger();

  @TempDir(factory = UnderTarget.class, cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @AfterEach
  void killLeftBehind() {
    RunningStandalone.killLeftBehind(folder.resolve("data"));
  }

  @Test
  void everyAcknowledgedInteractionIsThereOnce() throws Exception {
    Path data = folder.resolve("data");
    Tenant tenant = null;
    for (int kill = 0; kill < KILLS; kill++) {
      try (RunningStandalone standalone = RunningStandalone.up(data)) {
        ApiClient api = ApiClient.of(standalone.access().api());
        tenant =
            tenant == null
                ? Tenant.create(api, standalone.access(), "killed", Tenant.Ids.TEXT)
                : tenant.again(api, standalone.access());
        assertHeld(standalone, tenant.client());
        killUnderLoad(standalone, tenant.client(), kill);
      }
      System.out.println("KillTest: after kill " + (kill + 1) + ": " + ledger);
      if (kill % 2 == 1) {
        Folders.delete(data.resolve("flink"));
      }
    }
    try (RunningStandalone standalone = RunningStandalone.up(data)) {
      ApiClient api = ApiClient.of(standalone.access().api());
      assertHeld(standalone, tenant.again(api, standalone.access()).client());
      assertThat(standalone.stop()).isZero();
    }
    assertThat(ledger.count(Ledger.Outcome.REFUSED)).isPositive();
    assertLakeIsLog(data);
  }

  private void killUnderLoad(RunningStandalone standalone, ApiClient client, int kill) {
    long until = ledger.acknowledgements() + 1 + random.nextInt(1_500);
    Workers.together(
        THREADS + 1,
        worker ->
            worker < THREADS
                ? new Load(client, ledger, seed.random(kill * THREADS + worker))::untilGone
                : () -> {
                  await()
                      .atMost(Duration.ofMinutes(4))
                      .pollInterval(Duration.ofMillis(2))
                      .until(() -> ledger.acknowledgements() >= until);
                  kill(standalone);
                });
  }

  /** Mostly all at once; else PostgreSQL is left behind, as by a kill of the one process. */
  private void kill(RunningStandalone standalone) {
    if (random.nextInt(4) == 0) {
      standalone.kill9JavaAlone();
    } else {
      standalone.kill9();
    }
  }

  private void assertHeld(RunningStandalone standalone, ApiClient client) throws IOException {
    List<JsonNode> listed = new ArrayList<>();
    for (int user = 0; user < Load.USERS; user++) {
      listed.addAll(client.list("/users/" + Load.user(user) + "/interactions-bulk/", 5_000));
    }
    Map<String, Long> read =
        listed.stream().collect(groupingBy(row -> row.get("item_id").asText(), counting()));
    ledger.assertHeldBy(read, "the lists of users");
    URI lake = standalone.lake();
    await()
        .alias("the lake to hold all that the API shows")
        .atMost(Duration.ofMinutes(3))
        .until(() -> items(lake).keySet().containsAll(read.keySet()));
    ledger.assertHeldBy(items(lake), "the lake");
    assertThat(items(lake).keySet()).isEqualTo(read.keySet());
  }

  private static Map<String, Long> items(URI lake) {
    return Rows.of(lake).stream()
        .collect(groupingBy(row -> row.event().item().value(), counting()));
  }

  private static void assertLakeIsLog(Path data) {
    List<LoggedEvent> lake = Rows.of(data.resolve("lake").toUri());
    try (KafkaBroker broker =
        KafkaBroker.start(data.resolve("kafka"), KafkaBroker.Flush.BY_THE_SYSTEM)) {
      List<LoggedEvent> log = new Log(broker.bootstrapServers()).events();
      Rows.assertSame(lake, log);
      System.out.println("KillTest: " + log.size() + " events in the log, and in the lake");
    }
  }
}
