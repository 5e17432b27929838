package io.tastelake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that are refused show that an option was understood, and by which name. */
final class OldNamesTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "recompute-ratings, --patience, --timeout, -1",
    "check-consistency, --patience, --timeout, -1",
    "evaluate, --most-users, --max-users, 0",
    "nightly, --most-users, --max-users, 0"
  })
  void areTakenAndAnsweredWithTheNewOnes(
      String job, String oldName, String newName, String refused) {
    assertThat(
            run(
                job,
                "--lake=file:/nowhere",
                "--store=jdbc:none",
                "--bootstrap-servers=none:1",
                oldName,
                refused))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains(oldName + " is called " + newName + " now.", newName, "must be at least");
  }

  @Test
  void areTakenFromAFileOfArguments(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(folder.resolve("job.args"), "--lake=file:/nowhere --most-users=0");
    assertThat(run("evaluate", "@" + file)).isEqualTo(2);
    assertThat(err.toString()).contains("--max-users must be at least 1, not 0.");
  }

  @ParameterizedTest
  @CsvSource({"recompute-ratings, --patience, --timeout", "evaluate, --most-users, --max-users"})
  void areNotInTheHelpAndNotSpokenOfUnlessUsed(String job, String oldName, String newName) {
    assertThat(run(job, "--help")).isZero();
    assertThat(out.toString()).contains(newName).doesNotContain(oldName);
    assertThat(err.toString()).isEmpty();
  }
}
