package io.tastelake.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.RunningStandalone;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.UnderTarget;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages of the console on a large database: {@code -Dtastelake.interactions=N} takes another number
 * of interactions.
 */
class LargeConsoleTest {

  private static final int INTERACTIONS = Integer.getInteger("tastelake.interactions", 10_000_000);
  private static final int USERS = 100_000;
  private static final int ITEMS = 20_000;
  private static final int ROUNDS = 9;

  /** So many of them do a tenth of all that is done. */
  private static final int BUSY = 100;

  private static final double MAX_MILLIS = 300;
  private static final String NAME = "large";
  private static final Tenant.Ids NUMBERS = new Tenant.Ids("uint32", "uint32", "urlsafe64");

  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "interaction_types",
          Map.of("view", Map.of("strength", 1.0), "buy", Map.of("strength", 9.0)),
          "saturation",
          10.0);

  @TempDir(factory = UnderTarget.class, cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Path data;

  @AfterEach
  void killLeftBehind() {
    RunningStandalone.killLeftBehind(data);
  }

  @Test
  @EnabledIf(
      value = "io.tastelake.rules.TestCounts#isLong",
      disabledReason = "at ordinary counts ConsoleBrowserTest opens the pages of a small database")
  void pagesAnswerInTime() throws Exception {
    data = folder.resolve("data");
    try (RunningStandalone standalone = RunningStandalone.up(data)) {
      fill(standalone);
      assertThat(standalone.stop()).isZero();
    }
    PageTimes first = new PageTimes();
    PageTimes times = new PageTimes();
    try (RunningStandalone standalone = RunningStandalone.up(data)) {
      Visitor visitor = Visitor.of(standalone.access(), NAME);
      open(visitor, first);
      for (int round = 0; round < ROUNDS; round++) {
        open(visitor, times);
      }
      assertThat(standalone.stop()).isZero();
    }
    System.out.printf("LargeConsoleTest: %,d interactions, first%n%s", INTERACTIONS, first);
    System.out.printf("LargeConsoleTest: %d times%n%s", ROUNDS, times);
    assertThat(times.slowest()).as("%s", times).isLessThan(MAX_MILLIS);
  }

  private static void open(Visitor visitor, PageTimes times) throws IOException {
    for (Map.Entry<String, String> page : pages().entrySet()) {
      times.add(page.getKey(), visitor.millis(page.getValue()));
    }
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("a user", "/user?id=" + (BUSY + 1));
    pages.put("a busy user", "/user?id=1");
    pages.put("overview", "");
    pages.put("overview, its live part", "/live");
    pages.put("why", "/why?id=1&item=1");
    pages.put("items", "/items");
    pages.put("an item", "/items?id=1");
    pages.put("live events", "/events");
    pages.put("live events of a user", "/events?user_id=1");
    pages.put("import", "/import");
    pages.put("ratings lab", "/lab");
    pages.put("models", "/models");
    pages.put("admin", "/admin");
    pages.put("getting started", "/start");
    return pages;
  }

  /** Parameters come last: until then the stream rates nobody, which the job does sooner. */
  private void fill(RunningStandalone standalone) throws IOException {
    Tenant tenant =
        Tenant.bare(ApiClient.of(standalone.access().api()), standalone.access(), NAME, NUMBERS);
    JsonNode imported =
        job(
            standalone,
            List.of("import", "--database", NAME, "--input", interactions().toString()));
    assertThat(imported.path("sound").asInt()).as("%s", imported).isEqualTo(INTERACTIONS);
    job(
        standalone,
        List.of(
            "import",
            "--database",
            NAME,
            "--as",
            "items",
            "--create-properties",
            "--map",
            "item=item,properties.name=name,properties.price=price",
            "--input",
            items().toString()));
    Rows.awaitCovered(standalone.log(), standalone.lake());
    tenant.client().put("/databases/current/implicit-to-explicit/", PARAMETERS).ok();
    job(
        standalone,
        List.of(
            "nightly", "--steps", "compact,recompute-ratings,train-item-factors", "--rank", "16"));
  }

  private JsonNode job(RunningStandalone standalone, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(standalone.installation());
    Path output = folder.resolve("jobs");
    long began = System.nanoTime();
    try (Child job = SparkJobs.start(output, all, SparkJobs.MUCH_TO_DO)) {
      JsonNode summary = SparkJobs.summary(SparkJobs.goodEnd(job, all));
      System.out.printf(
          "LargeConsoleTest: %s took %d s%n",
          arguments.get(0), Duration.ofNanos(System.nanoTime() - began).toSeconds());
      return summary;
    }
  }

  private Path interactions() throws IOException {
    Path file = folder.resolve("interactions.csv");
    SplittableRandom random = new SplittableRandom(1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("user_id,item_id,interaction_type,timestamp\n");
      for (int i = 0; i < INTERACTIONS; i++) {
        int user = 1 + random.nextInt(i % 10 == 0 ? BUSY : USERS);
        double popular = random.nextDouble();
        int item = 1 + (int) (ITEMS * popular * popular * popular);
        String type = random.nextInt(8) == 0 ? "buy" : "view";
        long time = 1_790_000_000L + (long) i * 5_000_000 / INTERACTIONS;
        out.write(user + "," + item + "," + type + "," + time + "\n");
      }
    }
    return file;
  }

  private Path items() throws IOException {
    Path file = folder.resolve("items.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("item,name,price\n");
      for (int item = 1; item <= ITEMS; item++) {
        out.write(item + ",Lamp " + item + "," + (item % 500 + 0.5) + "\n");
      }
    }
    return file;
  }
}
