package io.tastelake.e2e.session;

import static io.tastelake.e2e.kit.TestCounts.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Log;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.RunningStandalone;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.e2e.kit.Workers;
import io.tastelake.standalone.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Killed in the middle of contested resolves: whoever won is in PostgreSQL, in the log and in the
 * lake, also if the kill came between the decision and the log.
 */
class ResolveKillTest {

  private static final int THREADS = 8;
  private static final int KILLS = count(1, 10);

  /** Who was told that the session is his. */
  private final Map<String, String> won = new ConcurrentHashMap<>();

  private final AtomicInteger calls = new AtomicInteger();

  @TempDir(factory = UnderTarget.class, cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @AfterEach
  void killLeftBehind() {
    RunningStandalone.killLeftBehind(folder.resolve("data"));
  }

  @Test
  void theWinnerIsEverywhere() throws Exception {
    Path data = folder.resolve("data");
    Tenant tenant = null;
    for (int kill = 0; kill < KILLS; kill++) {
      try (RunningStandalone standalone = RunningStandalone.up(data)) {
        ApiClient api = ApiClient.of(standalone.access().api());
        tenant =
            tenant == null
                ? Tenant.create(api, standalone.access(), "resolved", Tenant.Ids.TEXT)
                : tenant.again(api, standalone.access());
        killUnderLoad(standalone, tenant.client());
      }
    }
    Map<String, String> stored;
    try (RunningStandalone standalone = RunningStandalone.up(data)) {
      Tenant again = tenant.again(ApiClient.of(standalone.access().api()), standalone.access());
      stored = Resolutions.stored(again.client());
      assertThat(stored).containsAllEntriesOf(won);
      await()
          .alias("the lake to hold every winner")
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> Resolutions.said(again.database(), Rows.of(standalone.lake())).equals(stored));
      assertThat(standalone.stop()).isZero();
    }
    try (KafkaBroker broker =
        KafkaBroker.start(data.resolve("kafka"), KafkaBroker.Flush.BY_THE_SYSTEM)) {
      Log log = new Log(broker.bootstrapServers());
      assertThat(Resolutions.said(tenant.database(), log.events())).isEqualTo(stored);
    }
    System.out.printf(
        "ResolveKillTest: %d sessions won, %d resolved, %d kills%n",
        won.size(), stored.size(), KILLS);
  }

  private void killUnderLoad(RunningStandalone standalone, ApiClient client) {
    int until = won.size() + 150;
    Workers.together(
        THREADS + 1,
        worker ->
            worker < THREADS
                ? () -> resolveUntilGone(client)
                : () -> {
                  await()
                      .atMost(Duration.ofMinutes(4))
                      .pollInterval(Duration.ofMillis(2))
                      .until(() -> won.size() >= until);
                  standalone.kill9();
                });
  }

  /** Several callers want each session. */
  private void resolveUntilGone(ApiClient client) {
    try {
      while (true) {
        int call = calls.getAndIncrement();
        String session = "session-" + call / 4;
        String user = "user-" + call % 4;
        if (Resolutions.resolve(client, session, user)) {
          assertThat(won.put(session, user)).isNull();
        }
      }
    } catch (IOException gone) {
      // it was killed
    }
  }
}
