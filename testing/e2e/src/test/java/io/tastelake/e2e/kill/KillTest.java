package io.tastelake.e2e.kill;

import static io.tastelake.domain.interaction.Operation.RECORD;
import static io.tastelake.rules.TestCounts.count;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.interaction.Change;
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
import io.tastelake.e2e.session.Resolutions;
import io.tastelake.log.Brokers;
import io.tastelake.standalone.KafkaBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whenever everything is killed: what was acknowledged is there once and counted once, what was
 * refused is not, and who won a session has it in PostgreSQL, in the log and in the lake, also if
 * the kill came between the decision and the log.
 */
class KillTest {

  private static final int LOADS = 3;
  private static final int RESOLVERS = 3;
  private static final int KILLS = count(2, 20);

  private final Seed seed = Seed.announced("KillTest");
  private final SplittableRandom random = seed.random(-1);
  private final Ledger ledger = new Ledger();
  private final ContestedResolves resolves = new ContestedResolves();

  @TempDir(factory = UnderTarget.class, cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @AfterEach
  void killLeftBehind() {
    RunningStandalone.killLeftBehind(folder.resolve("data"));
  }

  @Test
  void whatWasAcknowledgedIsHeldEverywhere() throws Exception {
    Path data = folder.resolve("data");
    Tenant tenant = null;
    for (int kill = 0; kill < KILLS; kill++) {
      try (RunningStandalone standalone = RunningStandalone.up(data)) {
        ApiClient api = ApiClient.of(standalone.access().api());
        tenant =
            tenant == null
                ? Tenant.create(api, standalone.access(), "killed", Tenant.Ids.TEXT)
                : tenant.again(api, standalone.access());
        assertHeld(standalone, tenant);
        killUnderLoad(standalone, tenant.client(), kill);
      }
      System.out.printf(
          "KillTest: after kill %d: %s; %d sessions won%n", kill + 1, ledger, resolves.won());
      if (kill % 2 == 1) {
        Folders.delete(data.resolve("flink"));
      }
    }
    Map<String, String> resolved;
    try (RunningStandalone standalone = RunningStandalone.up(data)) {
      Tenant again = tenant.again(ApiClient.of(standalone.access().api()), standalone.access());
      assertHeld(standalone, again);
      resolved = Resolutions.stored(again.client());
      assertThat(standalone.stop()).isZero();
    }
    assertThat(ledger.count(Ledger.Outcome.REFUSED)).isPositive();
    List<LoggedEvent> log = assertLakeIsLog(data);
    assertThat(Resolutions.said(tenant.database(), log)).isEqualTo(resolved);
  }

  private void killUnderLoad(RunningStandalone standalone, ApiClient client, int kill) {
    long acknowledged = ledger.acknowledgements() + 1 + random.nextInt(1_000);
    int won = resolves.won() + 1 + random.nextInt(100);
    List<Workers.Work> works = new ArrayList<>();
    for (int load = 0; load < LOADS; load++) {
      works.add(new Load(client, ledger, seed.random(kill * LOADS + load))::untilGone);
    }
    for (int resolver = 0; resolver < RESOLVERS; resolver++) {
      works.add(() -> resolves.untilGone(client));
    }
    works.add(
        () -> {
          await()
              .atMost(Duration.ofMinutes(4))
              .pollInterval(Duration.ofMillis(2))
              .until(() -> ledger.acknowledgements() >= acknowledged && resolves.won() >= won);
          kill(standalone);
        });
    Workers.together(works.size(), works::get);
  }

  /** Mostly all at once; else PostgreSQL is left behind, as by a kill of the one process. */
  private void kill(RunningStandalone standalone) {
    if (random.nextInt(4) == 0) {
      standalone.kill9JavaAlone();
    } else {
      standalone.kill9();
    }
  }

  private void assertHeld(RunningStandalone standalone, Tenant tenant) throws IOException {
    assertInteractionsHeld(standalone.lake(), tenant.client());
    Map<String, String> resolved = Resolutions.stored(tenant.client());
    resolves.assertHeldBy(resolved, "PostgreSQL");
    await()
        .alias("the lake to hold every winner")
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> Resolutions.said(tenant.database(), Rows.of(standalone.lake())).equals(resolved));
    assertCounted(standalone.lake(), tenant);
  }

  private void assertInteractionsHeld(URI lake, ApiClient client) throws IOException {
    List<JsonNode> listed = new ArrayList<>();
    for (int user = 0; user < Load.USERS; user++) {
      listed.addAll(client.list("/users/" + Load.user(user) + "/interactions-bulk/", 5_000));
    }
    Map<String, Long> read =
        listed.stream().collect(groupingBy(row -> row.get("item_id").asText(), counting()));
    ledger.assertHeldBy(read, "the lists of users");
    await()
        .alias("the lake to hold all that the API shows")
        .atMost(Duration.ofMinutes(3))
        .until(() -> items(lake).keySet().containsAll(read.keySet()));
    ledger.assertHeldBy(items(lake), "the lake");
    assertThat(items(lake).keySet()).isEqualTo(read.keySet());
  }

  /**
   * Accepted = in the lake, as the API shows it after each kill, is what the client counts: all
   * that was acknowledged, and no more than was sent.
   */
  private void assertCounted(URI lake, Tenant tenant) {
    await()
        .alias("the books to balance")
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () -> {
              List<LoggedEvent> rows =
                  Rows.of(lake).stream()
                      .filter(row -> row.event().database().equals(tenant.database()))
                      .toList();
              assertThat(rows.stream().filter(row -> row.event().operation() == RECORD).count())
                  .isBetween(
                      ledger.count(Ledger.Outcome.ACKNOWLEDGED),
                      ledger.count(Ledger.Outcome.ACKNOWLEDGED)
                          + ledger.count(Ledger.Outcome.UNKNOWN));
              JsonNode books = tenant.client().get("/status/").ok().body().get("books");
              assertThat(books.get("accepted").asLong()).isEqualTo(rows.size());
              assertThat(books.get("in_lake").asLong()).isEqualTo(rows.size());
              assertThat(books.get("unbalanced").asLong()).isZero();
            });
  }

  private static Map<String, Long> items(URI lake) {
    return Rows.of(lake).stream()
        .flatMap(
            row ->
                row.event().change() instanceof Change.Recorded recorded
                    ? Stream.of(recorded.content().item().value())
                    : Stream.empty())
        .collect(groupingBy(item -> item, counting()));
  }

  /** Returns the log's events, after finding the same rows in the lake. */
  private static List<LoggedEvent> assertLakeIsLog(Path data) {
    List<LoggedEvent> lake = Rows.of(data.resolve("lake").toUri());
    try (KafkaBroker broker =
        KafkaBroker.startOpen(data.resolve("kafka"), KafkaBroker.Flush.BY_THE_SYSTEM)) {
      List<LoggedEvent> log = new Log(Brokers.at(broker.bootstrapServers())).events();
      Rows.assertSame(lake, log);
      assertThat(Rows.counted(data.resolve("lake").toUri()))
          .isEqualTo(log.stream().collect(groupingBy(row -> row.event().database(), counting())));
      System.out.println("KillTest: " + log.size() + " events in the log, and in the lake");
      return log;
    }
  }
}
