package io.tastelake.e2e.demo;

import static io.tastelake.rules.TestCounts.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.Folders;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.RunningStandalone;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.standalone.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the launcher, each in a process of its own on a folder of its own. */
class DemoTest {

  private static final Path RATINGS =
      Path.of(System.getProperty("tastelake.root"))
          .resolveSibling("shared/data/ml-latest-small/ratings.csv");
  private static final Path LAUNCHER = Path.of(System.getProperty("tastelake.root"), "tastelake");
  private static final Duration TIMEOUT = Duration.ofMinutes(6);

  @TempDir(factory = UnderTarget.class, cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @AfterEach
  void killLeftBehind() {
    RunningStandalone.killLeftBehind(folder.resolve("data"));
    RunningStandalone.killLeftBehind(folder.resolve("other"));
  }

  @Test
  void theDemoAgreesAndTwoStandalonesRunSideBySide() throws Exception {
    Path data = folder.resolve("data");
    int interactions = count(20_000, 100_000);
    String shown =
        demo(
            data,
            List.of("--interactions", Integer.toString(interactions), "--compact-every", "0"),
            "-Dtastelake.launcher=" + LAUNCHER);
    assertThat(shown)
        .contains("train-item-factors   trained 1", "may like next", "filters=in_stock:eq:true")
        .containsPattern("-\\d{4} +[A-Z][a-z]+ [a-z]+ (lamp|book|chair|tea|boot|bike|vase|game)\n")
        .doesNotContain("{\"job\"", "does not beat popularity");
    assertThat(recall(shown, "als")).isGreaterThan(1.3 * recall(shown, "popularity"));
    assertThat(Rows.of(data.resolve("lake").toUri())).hasSize(interactions);
    assertAccessFile(data.resolve("access.json"));
    try (RunningStandalone one = RunningStandalone.startingWithMaintenance(data, LAUNCHER);
        RunningStandalone other = RunningStandalone.starting(folder.resolve("other"))) {
      assertThat(one.awaitReady()).isEqualTo(one.access().api());
      assertThat(other.awaitReady()).isNotEqualTo(one.access().api());
      assertThat(OpenFiles.outside(data, one.processes())).isEmpty();
      assertThat(OpenFiles.outside(folder.resolve("other"), other.processes())).isEmpty();
      assertSeparate(one, other);
      assertSecondIsRefused(data, one);
      awaitCompactedByItself(data);
      assertThat(one.stop()).isZero();
      assertThat(other.stop()).isZero();
      one.awaitNoneRuns();
    }
  }

  @Test
  void realInteractionsComeBackEqual() throws Exception {
    assumeRatings();
    Path data = folder.resolve("data");
    demo(data, List.of("--input", RATINGS.toString()));
    List<String> lines = Files.readAllLines(RATINGS);
    assertThat(Rows.of(data.resolve("lake").toUri())).hasSize(lines.size() - 1).hasSize(100_004);
    try (RunningStandalone standalone = RunningStandalone.up(data)) {
      ApiClient client = demoClient(standalone.access());
      for (String user : List.of("1", "15", "547", "671")) {
        List<JsonNode> listed = client.list("/users/" + user + "/interactions-bulk/", 500);
        assertThat(listed.stream().map(DemoTest::line))
            .containsExactlyInAnyOrderElementsOf(linesOf(user, lines));
      }
      assertThat(standalone.stop()).isZero();
    }
  }

  /** The recall@20 in the line of the nightly's table that holds {@code recommender}'s. */
  private static double recall(String shown, String recommender) {
    Matcher line = Pattern.compile(" " + recommender + " +\\d+ +(0\\.\\d+)").matcher(shown);
    assertThat(line.find()).as(shown).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private static void assumeRatings() {
    String reason = "SKIPPED realInteractionsComeBackEqual: there is no file " + RATINGS;
    if (!Files.exists(RATINGS)) {
      System.out.println(reason);
    }
    assumeTrue(Files.exists(RATINGS), reason);
  }

  /** Returns what it printed. */
  private String demo(Path data, List<String> more, String... options) throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    List<String> arguments = new ArrayList<>(List.of("demo", "--exit", "--data", data.toString()));
    arguments.addAll(more);
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Duser.home=" + home);
    try (Child demo = RunningStandalone.command(data, arguments, all)) {
      assertThat(demo.exit(TIMEOUT)).as(demo.all()).isZero();
      assertThat(demo.output()).contains("all agree", "curl");
      assertThat(Folders.contents(home)).containsExactly(home);
      return demo.output();
    }
  }

  private static void assertAccessFile(Path file) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    JsonNode access = new ObjectMapper().readTree(file.toFile());
    assertThat(access.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("api", "flink", "kafka", "metrics", "root", "demo");
    assertThat(access.get("root").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("email", "password");
    assertThat(access.get("demo").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("db_id", "service_name", "key", "role");
  }

  /** Who may enter one may not enter the other. */
  private static void assertSeparate(RunningStandalone one, RunningStandalone other)
      throws IOException {
    demoClient(one.access());
    ApiClient.of(other.access().api())
        .post("/login/root/", one.access().root())
        .isError(401, "AuthError", 21, "INCORRECT_PASSWORD");
  }

  private static void assertSecondIsRefused(Path data, RunningStandalone running) {
    try (Child second =
        RunningStandalone.command(data, List.of("up", "--data", data.toString()), List.of())) {
      assertThat(second.exit(TIMEOUT)).as(second.all()).isEqualTo(1);
      assertThat(second.all())
          .contains("is in use by process " + running.process().pid())
          .contains("./tastelake stop --data");
      assertThat(second.output()).doesNotContain("ready");
    }
    assertThat(running.process().isAlive()).isTrue();
  }

  private static void awaitCompactedByItself(Path data) {
    Path log = data.resolve("logs/jobs.log");
    await()
        .atMost(TIMEOUT)
        .until(
            () ->
                Files.exists(log)
                    && Files.readString(log).contains("nightly: {\"job\":\"nightly\""));
  }

  private static ApiClient demoClient(Access access) throws IOException {
    Access.Demo demo = access.lastDemo().orElseThrow();
    Map<String, String> login =
        Map.of("name", demo.serviceName(), "password", demo.key(), "db_id", demo.databaseId());
    ApiClient api = ApiClient.of(access.api());
    return api.with(api.post("/login/service/", login).ok().text("token"));
  }

  private static List<String> linesOf(String user, List<String> lines) {
    String start = user + ",";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  /** A listed interaction as its line in the file, without the user. */
  private static String line(JsonNode row) {
    return row.get("item_id").asText()
        + ","
        + row.get("properties").get("stars").asDouble()
        + ","
        + (long) row.get("timestamp").asDouble();
  }
}
