package io.tastelake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong options are misuse: a sentence names the option, what would be right and what was given,
 * the exit code is 2, and nothing has begun. Here no session can be opened, so that whoever tries
 * fails with exit code 1.
 */
final class MisuseTest {

  private static final String MASTER = "spark.master";

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @BeforeEach
  void letNoSessionOpen() {
    System.setProperty(MASTER, "nowhere");
  }

  @AfterEach
  void letSessionsOpen() {
    System.clearProperty(MASTER);
  }

  private int run(String job, String... arguments) {
    List<String> all = new ArrayList<>(List.of(job, "--lake", folder.resolve("lake").toUri() + ""));
    all.addAll(List.of(arguments));
    return Main.commandLine().setErr(new PrintWriter(err)).execute(all.toArray(String[]::new));
  }

  private void assertMisused(String help, String sentence) {
    assertThat(err.toString().lines())
        .containsExactly(sentence, "Help: io.tastelake.batch.Main " + help + " --help");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "compact            | --lock-wait -1       | --lock-wait is -1: give seconds, or 0 for not at all.",
        "compact            | --rounds 0           | --rounds must be at least 1, not 0.",
        "compact            | --rows-per-file -3   | --rows-per-file must be at least 1, not -3.",
        "compact            | --every -1           | --every must be at least 0, not -1.0.",
        "compact            | --vacuum-hours 23    | --vacuum-hours must be at least 24, not 23:"
            + " readers may hold versions of the table for a day.",
        "forget-users       | --tombstone-hours -1 | --tombstone-hours must be at least 0, not -1.",
        "recompute-ratings  | --timeout -1         | --timeout must be at least 0, not -1.",
        "train-item-factors | --rank 0             | --rank must be 1 to 1024, not 0.",
        "train-item-factors | --iterations 0       | --iterations must be at least 1, not 0.",
        "train-item-factors | --alpha NaN          | --alpha must be a number of at least 0, not NaN.",
        "train-item-factors | --lambda 0           | --lambda must be a number greater than 0, not 0.0.",
        "train-item-factors | --keep 0             | --keep must be at least 1, not 0.",
        "evaluate           | --test-share 5       | --test-share must lie between 0 and 1, and be"
            + " neither, not 5.0.",
        "evaluate           | --max-users 0        | --max-users must be at least 1, not 0.",
      })
  void aWrongOptionIsRefusedBeforeAnythingBeginsByNightlyToo(
      String job, String options, String sentence) {
    List<String> all =
        new ArrayList<>(List.of("--store", "jdbc:none", "--bootstrap-servers", "none:1"));
    all.addAll(List.of(options.split(" ", -1)));
    String[] arguments = all.toArray(String[]::new);

    assertThat(run(job, arguments)).isEqualTo(2);
    assertMisused(job, sentence);

    err.getBuffer().setLength(0);
    assertThat(run("nightly", arguments)).isEqualTo(2);
    assertThat(err.toString()).contains(sentence);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "databases          | --store",
        "forget-users       | --store",
        "recompute-ratings  | --store",
        "train-item-factors | --store",
        "tune               | --store",
        "nightly            | --store",
        "run-tasks          | --store",
        "import --input x --database AAAAAAAAAAAAAAAAAAAAAA | --store",
        "check-consistency  | --bootstrap-servers",
        "recompute-ratings --store jdbc:none | --bootstrap-servers",
        "import --input x --database AAAAAAAAAAAAAAAAAAAAAA --store jdbc:none | --bootstrap-servers",
      })
  void aMissingPartIsNamedBeforeAnythingBegins(String call, String missing) {
    List<String> words = List.of(call.split(" ", -1));
    String job = words.get(0);
    assertThat(run(job, words.subList(1, words.size()).toArray(String[]::new))).isEqualTo(2);
    assertMisused(job, "The job %s needs %s.".formatted(job, missing));
  }

  static Stream<String> jobs() {
    return Main.commandLine().getSubcommands().entrySet().stream()
        .filter(each -> each.getValue().getCommand() instanceof Job)
        .map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aLakeWithoutAtomicCommitsIsMisuseOfEveryJob(String job) {
    String[] arguments = {job, "--lake", "oss://bucket/lake"};
    assertThat(Main.commandLine().setErr(new PrintWriter(err)).execute(arguments)).isEqualTo(2);
    assertThat(err.toString()).startsWith("A lake on 'oss:' is refused: ");
  }

  @Test
  void aLakeOnADefaultFileSystemWithoutAtomicCommitsIsMisuse() {
    System.setProperty("spark.hadoop.fs.defaultFS", "oss://bucket");
    try {
      String[] arguments = {"compact", "--lake", "/lake"};
      assertThat(Main.commandLine().setErr(new PrintWriter(err)).execute(arguments)).isEqualTo(2);
    } finally {
      System.clearProperty("spark.hadoop.fs.defaultFS");
    }
    assertMisused(
        "compact",
        "A lake on 'oss:' is refused: commits there are not known to be atomic, so one of two"
            + " writers can replace the other's commit and acknowledged events are lost; put the"
            + " lake on a local disk (file:), HDFS (hdfs:), S3 (s3a:), Google Cloud Storage (gs:)"
            + " or Azure Data Lake Storage (abfss:).");
  }

  @Test
  void aNameOfADatabaseNeedsAStoreThatKnowsIt() {
    assertThat(run("evaluate", "--database", "shop")).isEqualTo(2);
    assertMisused(
        "evaluate",
        "--database: 'shop' is not a database id: 22 characters of letters, digits, '-' and '_'."
            + " To find a database by its name, say --store.");
  }

  @Test
  void noJobWaitsForLessThanNothing() {
    assertThat(run("check-consistency", "--bootstrap-servers", "none:1", "--pause", "-1"))
        .isEqualTo(2);
    assertMisused("check-consistency", "--timeout and --pause must be at least 0.");
  }

  @Test
  void nightlyNamesAPartThatOnlyALaterStepNeeds() {
    assertThat(run("nightly", "--store", "jdbc:none")).isEqualTo(2);
    assertMisused("recompute-ratings", "The job recompute-ratings needs --bootstrap-servers.");
  }

  @Test
  void aPasswordThatCannotBeReadIsMisuse() {
    String file = folder.resolve("none").toString();
    assertThat(run("forget-users", "--store", "jdbc:none", "--store-password-file", file))
        .isEqualTo(2);
    assertMisused(
        "forget-users",
        "--store-password-file cannot be read: %s. Name a file that holds the password, or set TASTELAKE_STORE_PASSWORD."
            .formatted(file));
  }

  @Test
  void withRightOptionsTheSessionIsNextAndOpensNotHere() {
    assertThat(run("evaluate")).isOne();
    assertThat(err.toString())
        .contains("The job evaluate failed: ")
        .as("no master of that name, or nothing to read in a session that other tests opened")
        .containsAnyOf("nowhere", "There are no ratings");
  }
}
