package io.tastelake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  @Test
  void helpNamesTheJobs() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("compact", "dump", "forget-users", "nightly", "check-consistency");
  }

  @Test
  void helpShowsDescriptionsWhole() {
    assertThat(run("help")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("and says where they do not. Without --store only log and lake are checked.")
        .contains("proves it by a scan, and completes their tasks.");
  }

  @Test
  void helpOnOneMachineSpeaksOfItsDataFolder() {
    System.setProperty("tastelake.command", "./tastelake job");
    try {
      assertThat(run("compact", "--help")).isZero();
      assertThat(run("compost")).isEqualTo(2);
    } finally {
      System.clearProperty("tastelake.command");
    }
    assertThat(out.toString())
        .contains("./tastelake job compact [--data DIR] [OPTIONS]", "--rounds")
        .doesNotContain("--lake=URI [");
    assertThat(err.toString()).contains("Help: ./tastelake job JOB --help");
  }

  @Test
  void helpOfAJobNamesItsOptions() {
    assertThat(run("compact", "--help")).isZero();
    assertThat(out.toString()).contains("--lake", "--rounds", "--every", "--rows-per-file");
  }

  /** What Java would print for nothing is no default. */
  @Test
  void noHelpShowsADefaultThatNobodyCanWrite() {
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, job) ->
                assertThat(job.getUsageMessage(CommandLine.Help.Ansi.OFF))
                    .as(name)
                    .doesNotContain("Default: Optional", "Default: []", "Default: null", "${"));
  }

  @Test
  void anUnknownJobIsRefusedWithTheList() {
    assertThat(run("compost", "--lake", "file:/nowhere")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "There is no job 'compost'.",
            "The jobs are import, compact, forget-users, recompute-ratings, train-item-factors,"
                + " evaluate, served-parity, outcomes, tune, nightly, run-tasks, check-consistency, dump,"
                + " lake-files, databases.",
            "Help: io.tastelake.batch.Main JOB --help");
  }

  @Test
  void noJobIsRefusedWithTheList() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("No job is named.").contains("The jobs are import");
  }

  @Test
  void aMissingOptionIsRefused() {
    assertThat(run("compact")).isEqualTo(2);
    assertThat(err.toString()).contains("--lake", "Help: io.tastelake.batch.Main compact --help");
  }

  @Test
  void anUnknownOptionIsRefused() {
    assertThat(run("compact", "--lake", "file:/nowhere", "--quickly")).isEqualTo(2);
    assertThat(err.toString()).contains("--quickly");
  }

  @Test
  void argumentsMayComeFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("arguments"), "--lake\nfile:/nowhere/lake\n");
    assertThat(run("compact", "@" + file)).isOne();
    assertThat(err.toString()).contains("There is no lake: file:/nowhere/lake/interactions");
  }

  @Test
  void aFailureShowsWhereItCameFromOnlyIfAsked() {
    assertThat(run("compact", "--lake", "file:/nowhere")).isOne();
    assertThat(err.toString()).contains("--verbose").doesNotContain("\tat ");
    assertThat(run("compact", "--lake", "file:/nowhere", "--verbose")).isOne();
    assertThat(err.toString()).contains("\tat io.tastelake.batch.compaction");
  }

  @Test
  void aMissingTableIsExplained() {
    assertThat(run("dump", "--lake", "file:/nowhere")).isOne();
    assertThat(err.toString()).contains("There is no such table in the lake", "--lake");
  }

  @Test
  void anUnreachableLakeIsExplained() {
    assertThat(run("dump", "--lake", "hdfs://nowhere.invalid/lake")).isOne();
    assertThat(err.toString()).contains("The lake cannot be reached", "--lake");
  }
}
