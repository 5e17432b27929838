package io.tastelake.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.serving.ServingApi;
import io.tastelake.standalone.cli.Main;
import io.tastelake.stream.ingest.IngestInteractionsJob;
import io.tastelake.stream.taste.UpdateTasteJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/configuration.md} is what the programs themselves say with {@code --help}. With
 * {@code -Dtastelake.docs=write} the page is written anew.
 */
class ConfigurationPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("tastelake.root"), "docs", "configuration.md");

  private static final List<String> JOBS =
      List.of(
          "import",
          "compact",
          "forget-users",
          "recompute-ratings",
          "train-item-factors",
          "evaluate",
          "served-parity",
          "outcomes",
          "tune",
          "nightly",
          "run-tasks",
          "check-consistency",
          "dump",
          "lake-files",
          "databases");

  private static final String INTRODUCTION =
      """
      # Configuration

      Every setting of every part, as the parts themselves print it with `--help`. An unknown option
      is refused. This page is generated; a test fails when it differs:
      `./mvnw verify -pl :e2e -am -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dtastelake.docs=write`
      writes it.
      """;

  @TempDir(factory = UnderTarget.class)
  Path folder;

  @Test
  void thePageSaysWhatTheProgramsSay() throws IOException {
    String page =
        INTRODUCTION
            + section("One machine: `./tastelake demo`", standalone("demo"))
            + section("One machine: `./tastelake up`", standalone("up"))
            + section("One machine: `./tastelake status`", standalone("status"))
            + section("One machine: `./tastelake stop`", standalone("stop"))
            + section("The API: `io.tastelake.serving.ServingApi`", help(ServingApi.class))
            + section(
                "Flink: `io.tastelake.stream.ingest.IngestInteractionsJob`",
                help(IngestInteractionsJob.class))
            + section(
                "Flink: `io.tastelake.stream.taste.UpdateTasteJob`", help(UpdateTasteJob.class))
            + jobs();
    assertThat(page)
        .as("what Java prints for nothing is no default")
        .doesNotContain("Default: Optional", "Default: []", "Default: null");
    if ("write".equals(System.getProperty("tastelake.docs"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private String jobs() {
    return JOBS.stream()
        .map(name -> section("Spark: `io.tastelake.batch.Main %s`".formatted(name), job(name)))
        .collect(Collectors.joining());
  }

  private static String section(String title, String text) {
    return "\n## " + title + "\n\n```text\n" + text.strip() + "\n```\n";
  }

  private String standalone(String command) {
    return help(Main.class, command);
  }

  private String job(String name) {
    return SparkJobs.run(folder, List.of(name, "--help"));
  }

  private String help(Class<?> program, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--help");
    try (Child child =
        Child.start(
            program.getSimpleName() + String.join("", command),
            folder,
            Child.java(
                List.of("-XX:TieredStopAtLevel=1"),
                System.getProperty("java.class.path"),
                program.getName(),
                arguments),
            Map.of())) {
      assertThat(child.exit(Duration.ofMinutes(2))).as("%s: %s", program, child.all()).isZero();
      return child.output();
    }
  }
}
