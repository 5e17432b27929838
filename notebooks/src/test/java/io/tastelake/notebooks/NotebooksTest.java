package io.tastelake.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tastelake.batch.taste.EvaluateJob;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.domain.rating.Contribution;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * All notebooks run to their ends on a small lake and show what is in it, and a cell that fails is
 * not overlooked.
 */
class NotebooksTest {

  private static final long SEED = 20_250_101;
  private static final Path NOTEBOOKS =
      Path.of(System.getProperty("tastelake.root")).resolve("notebooks");
  private static final String EXPLORE = "01_explore_interactions.ipynb";
  private static final String TUNE = "02_tune_implicit_to_explicit.ipynb";
  private static final String EVALUATE = "03_evaluate_item_factors.ipynb";
  private static final String FOLLOW = "04_follow_one_user.ipynb";

  private static Path folder;
  private static Jupyter jupyter;
  private static URI lake;
  private static List<InteractionEvent> events;
  private static List<InteractionEvent> sample;
  private static int ended;

  @BeforeAll
  static void executeAll() throws Exception {
    System.out.println("seed = " + SEED);
    boolean installed = Jupyter.executes();
    if (!installed) {
      System.out.println("SKIPPED NotebooksTest: jupyter-nbconvert is not installed");
    }
    assumeTrue(installed, "jupyter-nbconvert is not installed");
    Path target = Files.createDirectories(Path.of("target", "notebooks").toAbsolutePath());
    folder = Files.createTempDirectory(target, "run-");
    lake = folder.resolve("lake").toUri();
    events = SampleLake.write(lake, SEED).stream().map(LoggedEvent::event).toList();
    sample = events.stream().filter(event -> event.operation() == Operation.RECORD).toList();
    KernelSpec.write(
        folder.resolve("jupyter"),
        Map.of(
            "TASTELAKE_LAKE",
            lake.toString(),
            "TASTELAKE_PARAMETERS",
            SampleLake.PARAMETERS,
            "TASTELAKE_NAMES",
            SampleLake.names()));
    jupyter = new Jupyter(folder.resolve("jupyter"));
    ended = jupyter.execute(Main.in(NOTEBOOKS), folder.resolve("executed"));
  }

  @Test
  void allRunToTheirEnds() throws Exception {
    assertThat(ended).isZero();
    assertThat(Main.in(NOTEBOOKS)).hasSize(4);
    for (String name : List.of(EXPLORE, TUNE, EVALUATE, FOLLOW)) {
      assertThat(executed(name).pictures()).as("charts of %s", name).isGreaterThanOrEqualTo(2);
      assertThat(Files.size(folder.resolve("executed").resolve(name))).isLessThan(300_000);
    }
  }

  @Test
  void whatIsExploredIsInTheLake() throws Exception {
    var charts = executed(EXPLORE).charts();
    assertThat(executed(EXPLORE).printed())
        .contains(
            String.format(Locale.ROOT, "%,d interactions, 250 users, 160 items", sample.size()));
    assertThat(only(charts.get("Interactions by type")))
        .isEqualTo(
            sample.stream()
                .collect(
                    Collectors.groupingBy(
                        NotebooksTest::type, Collectors.summingDouble(each -> 1))));
    Map<String, Double> days = only(charts.get("Interactions by day"));
    assertThat(days).containsKey("0").hasSizeGreaterThan(40);
    assertThat(sum(days)).isEqualTo(sample.size());
    var ranks = charts.get("Interactions of each, by rank");
    assertThat(sum(ranks.get("items"))).isEqualTo(sample.size());
    assertThat(ranks.values())
        .allSatisfy(
            rank ->
                assertThat(List.copyOf(rank.values()))
                    .isSortedAccordingTo(Comparator.reverseOrder()));
    Map<String, Double> owners = only(charts.get("Whose interactions they are"));
    assertThat(owners.keySet()).containsExactly("of users", "of resolved sessions", "nobody's");
    assertThat(owners.get("of users").longValue())
        .isEqualTo(
            sample.stream().filter(event -> event.actor().kind() == Actor.Kind.USER).count());
    assertThat(sum(owners)).isEqualTo(sample.size());
    assertThat(sum(ranks.get("users"))).isEqualTo(sample.size() - owners.get("nobody's"));
  }

  @Test
  void whatIsTunedIsWhatTheDomainSays() throws Exception {
    NotebookFile notebook = executed(TUNE);
    assertThat(notebook.printed()).contains("A: what the database has now: buy 3.0, dismiss -1.0");
    var charts = notebook.charts();
    var spreads = charts.get("Inferred ratings");
    assertThat(spreads.keySet())
        .containsExactly("A: what the database has now", "B: rare types weigh more");
    assertThat(sum(spreads.get("B: rare types weigh more")))
        .as("each pair of user and item has one rating by A and one by B")
        .isEqualTo(sum(spreads.get("A: what the database has now")))
        .isGreaterThan(1_000);
    assertThat(sum(only(charts.get("New ones among the ten best of a user"))))
        .isEqualTo(Double.parseDouble(notebook.printed("(\\d+) users; types")));
    var fading = charts.get("A rating by B after one interaction");
    for (String type : List.of("buy", "dismiss", "like", "view")) {
      double strength =
          Double.parseDouble(
              notebook.printed("B, from what occurs: .*\\b" + type + " (-?[0-9.]+)"));
      Map<String, Double> line = fading.get(type);
      assertThat(line.get("0")).as(type).isCloseTo(rating(strength), within(0.005));
      assertThat(line.get("30"))
          .as("half, a month later")
          .isCloseTo(rating(strength / 2), within(0.005));
      assertThat(line.get("120")).isCloseTo(rating(strength / 16), within(0.005));
    }
  }

  /** With the saturation of {@link SampleLake#PARAMETERS}. */
  private static double rating(double strength) {
    var parameters =
        new ImplicitToExplicitParameters(
            Map.of("one", new Weight(strength, Optional.empty())), OptionalDouble.empty(), 8);
    return Evidence.of(new Contribution("one", 0, Map.of()), parameters)
        .rating(parameters)
        .orElseThrow()
        .value();
  }

  @Test
  void whatIsEvaluatedIsWhatIsDrawn() throws Exception {
    NotebookFile notebook = executed(EVALUATE);
    var charts = notebook.charts();
    var recalls = charts.get("Recall among the first k");
    double model = Double.parseDouble(notebook.printed("recall@20: model ([0-9.]+), popularity"));
    double popularity = Double.parseDouble(notebook.printed("recall@20: .*, popularity ([0-9.]+)"));
    assertThat(recalls.get("model of the earlier ratings").get("20"))
        .isCloseTo(model, within(0.001));
    assertThat(recalls.get("popularity").get("20")).isCloseTo(popularity, within(0.001));
    assertThat(model).as("of a shop whose users have tastes").isGreaterThan(popularity);
    assertThat(notebook.printed()).contains("Lamp 1: ");
    var lengths = charts.get("Recall@20 by length of history");
    assertThat(lengths.get("model").keySet())
        .isEqualTo(lengths.get("popularity").keySet())
        .isNotEmpty();
    assertThat(lengths.values())
        .allSatisfy(
            bars -> assertThat(bars.values()).allMatch(recall -> recall >= 0 && recall <= 1));
  }

  /** Its figures are those of a model that has not seen what is asked. */
  @Test
  void whatIsEvaluatedIsWhatTheJobSays() throws Exception {
    StringWriter printed = new StringWriter();
    int code =
        new CommandLine(new EvaluateJob())
            .setOut(new PrintWriter(printed))
            .execute("--lake", lake.toString());
    assertThat(code).isZero();
    var job = facts(printed.toString());
    for (var each : Map.of("als", "model", "popularity", "popularity").entrySet()) {
      double shown =
          Double.parseDouble(
              executed(EVALUATE)
                  .printed("recall@20: .*\\b%s ([0-9.]+)".formatted(each.getValue())));
      assertThat(job.getAsJsonObject(each.getKey()).get("recall20").getAsDouble())
          .as(each.getKey())
          .isCloseTo(shown, within(0.005));
    }
  }

  /** Of the only database in the summary, which is the last line. */
  private static JsonObject facts(String printed) {
    String[] lines = printed.strip().split("\n", -1);
    return JsonParser.parseString(lines[lines.length - 1]).getAsJsonObject().entrySet().stream()
        .filter(fact -> fact.getValue().isJsonObject())
        .map(fact -> fact.getValue().getAsJsonObject())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoIsFollowedIsWhatTheDomainSays() throws Exception {
    NotebookFile notebook = executed(FOLLOW);
    String user = notebook.printed("user (user-\\d+): ");
    List<Interaction> done = SampleHistory.of(user, events);
    assertThat(notebook.printed("user .*: (\\d+) interactions"))
        .isEqualTo(Integer.toString(done.size()));
    var charts = notebook.charts();
    assertThat(sum(only(charts.get("Interactions of the user by week")))).isEqualTo(done.size());
    charts
        .get("How ratings grew")
        .forEach(
            (name, line) ->
                assertThat(line.get("0"))
                    .as(name)
                    .isCloseTo(SampleHistory.rating(done, name), within(0.005)));
    assertThat(Double.parseDouble(notebook.printed("score ([0-9.]+), the sum")))
        .isCloseTo(sum(only(charts.get("What carries the first"))), within(0.005));
  }

  @Test
  void committedNotebooksShowWhatTheyShowed() throws Exception {
    for (String name : List.of(EXPLORE, TUNE)) {
      NotebookFile committed = NotebookFile.read(NOTEBOOKS.resolve(name));
      assertThat(committed.pictures())
          .as("charts of %s", name)
          .isEqualTo(executed(name).pictures());
      assertThat(committed.charts()).as(name).isEqualTo(executed(name).charts());
      assertThat(committed.printed()).as(name).isEqualTo(executed(name).printed());
    }
    // what is trained differs from machine to machine in its last digits
    for (String name : List.of(EVALUATE, FOLLOW)) {
      assertThat(NotebookFile.read(NOTEBOOKS.resolve(name)).charts().keySet())
          .as(name)
          .isEqualTo(executed(name).charts().keySet());
    }
  }

  @Test
  void aCellThatThrowsFailsTheRun() throws Exception {
    assertThat(run("throws", "int[] none = {};", "System.out.println(none[1]);")).isNotZero();
  }

  @Test
  void aCellThatDoesNotCompileFailsTheRun() throws Exception {
    assertThat(run("wrong", "int text = \"text\";")).isNotZero();
  }

  @Test
  void cellsKnowTheOnesBefore() throws Exception {
    assertThat(run("right", "int two = 2;\nint three() {\n  return two + 1;\n}", "two + three()"))
        .isZero();
    assertThat(executed("right.ipynb").values()).isEqualTo(1);
  }

  private static int run(String name, String... cells) throws Exception {
    Path notebook = folder.resolve(name + ".ipynb");
    NotebookFile.write(notebook, List.of(cells));
    return jupyter.execute(List.of(notebook), folder.resolve("executed"));
  }

  private static NotebookFile executed(String name) throws IOException {
    return NotebookFile.read(folder.resolve("executed").resolve(name));
  }

  private static Map<String, Double> only(Map<String, Map<String, Double>> chart) {
    assertThat(chart).hasSize(1);
    return chart.values().iterator().next();
  }

  private static double sum(Map<String, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String type(InteractionEvent event) {
    return ((Change.Recorded) event.change()).content().type();
  }
}
