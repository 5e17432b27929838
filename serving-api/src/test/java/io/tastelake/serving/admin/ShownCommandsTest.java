package io.tastelake.serving.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tastelake.serving.ServingApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/**
 * Every command that a page shows is one that its program takes: those of {@code bin/admin} are
 * parsed by the program itself, the options of all others are on the page that these print.
 */
final class ShownCommandsTest {

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root"));
  private static final String JOBS = "io.tastelake.batch.Main";
  private static final String UUID = "00000000-0000-4000-8000-000000000000";
  private static final List<ShownCommand> ALL = ShownCommand.all();

  private static Stream<DynamicTest> each(String program, Check check) {
    return ALL.stream()
        .filter(command -> command.program().equals(program))
        .filter(command -> !command.words().isEmpty())
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.page() + ": " + String.join(" ", command.words()),
                    () -> check.of(command)));
  }

  /** What must hold of a command. */
  private interface Check {
    void of(ShownCommand command) throws IOException;
  }

  @Test
  void allPagesAreRead() {
    assertThat(ALL).filteredOn(ShownCommand::whole).hasSizeGreaterThan(40);
    assertThat(ALL)
        .filteredOn(command -> command.page().endsWith("operations.md"))
        .extracting(ShownCommand::program)
        .contains("bin/admin", "bin/api", "bin/batch", "./tastelake", "flink run", "spark-submit");
  }

  @TestFactory
  Stream<DynamicTest> admin() {
    return each("bin/admin", command -> parse(Admin.commandLine(), command));
  }

  @TestFactory
  Stream<DynamicTest> api() {
    return each(
        "bin/api",
        command ->
            ConfigurationPage.assertOptions(ServingApi.class.getName(), filled(command.words())));
  }

  private static void parse(CommandLine program, ShownCommand command) throws IOException {
    List<String> words = filled(command.words());
    CommandLine chosen = program;
    for (String word : words) {
      CommandLine next = chosen.getSubcommands().get(word);
      if (next == null) {
        break;
      }
      chosen = next;
    }
    var options = chosen.getCommandSpec().optionsMap();
    assertThat(words)
        .filteredOn(word -> word.startsWith("--"))
        .map(word -> word.replaceFirst("=.*", ""))
        .allSatisfy(option -> assertThat(options).as("%s", command).containsKey(option));
    if (command.whole()) {
      assertThatCode(() -> program.parseArgs(words.toArray(String[]::new)))
          .as("%s", command)
          .doesNotThrowAnyException();
    } else {
      assertThat(chosen == program && words.get(0).matches("[a-z-]+")).as("%s", command).isFalse();
    }
  }

  /** With values for placeholders, and the example files for files of arguments. */
  private static List<String> filled(List<String> words) throws IOException {
    List<String> filled = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("@conf/")) {
        filled.addAll(
            Files.readAllLines(ROOT.resolve("dist/src/" + word.substring(1) + ".example")));
      } else {
        filled.add(word.matches("UUID|ID") ? UUID : word);
      }
    }
    return filled;
  }

  @TestFactory
  Stream<DynamicTest> batchJobs() {
    return each("bin/batch", command -> job(filled(command.words())));
  }

  @TestFactory
  Stream<DynamicTest> submittedToSpark() {
    return each(
        "spark-submit",
        command -> {
          int main = command.words().indexOf(JOBS);
          if (main >= 0) {
            assertThat(command.words().get(main + 1)).matches("batch-jobs-.*-job\\.jar");
            job(command.words().subList(main + 2, command.words().size()));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> submittedToFlink() {
    return each(
        "flink run",
        command -> {
          int main = command.words().indexOf("-c") + 1;
          if (main > 0) {
            assertThat(command.words().get(main + 1)).matches("stream-jobs-.*-job\\.jar");
            ConfigurationPage.assertOptions(command.words().get(main), without(command, main + 1));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> launcher() {
    return each(
        "./tastelake",
        command -> {
          List<String> words = command.words();
          switch (words.get(0)) {
            case "demo", "up", "status", "stop" ->
                ConfigurationPage.assertOptions("./tastelake " + words.get(0), words);
            case "help" -> assertThat(words).hasSize(1);
            case "job" -> {
              if (words.size() > 1) {
                job(words.subList(1, words.size()));
              }
            }
            default ->
                assertThat(Files.readString(ROOT.resolve("tastelake")))
                    .contains("\n  ./tastelake " + words.get(0));
          }
        });
  }

  /** A job's name comes first. */
  private static void job(List<String> words) throws IOException {
    String name = words.get(0);
    if (!name.matches("NAME|JOB|help")) {
      List<String> options = new ArrayList<>(words.subList(1, words.size()));
      // the launcher's own, and picocli's
      options.removeAll(List.of("--data", "--help"));
      ConfigurationPage.assertOptions(JOBS + " " + name, options);
    }
  }

  private static List<String> without(ShownCommand command, int first) {
    List<String> rest = new ArrayList<>(command.words().subList(first, command.words().size()));
    rest.remove("--help");
    return rest;
  }
}
