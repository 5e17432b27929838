package io.tastelake.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aWrongCommandLineIsTwo() {
    assertThat(run("demo", "--bogus")).isEqualTo(2);
    assertThat(err.toString()).contains("--bogus").contains("Usage");
    assertThat(run("frobnicate")).isEqualTo(2);
    assertThat(run("up", "--port", "many")).isEqualTo(2);
    assertThat(run("up", "--port", "70000")).isEqualTo(2);
    assertThat(err.toString()).contains("70000 is no port");
    assertThat(run("demo", "--input", "a.csv", "--interactions", "5")).isEqualTo(2);
  }

  @Test
  void helpIsZero() {
    assertThat(run("demo", "--help")).isZero();
    assertThat(out.toString()).contains("--input=FILE", "--exit", "--data=DIR", "--port=N");
  }

  @Test
  void aMissingInputFileIsAFailureAndStartsNothing() {
    Path data = folder.resolve("data");
    assertThat(run("demo", "--data", data.toString(), "--input", "absent.csv")).isEqualTo(1);
    assertThat(err.toString())
        .contains("absent.csv", "There is no such file")
        .doesNotContain("at io.");
    assertThat(data).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenIsAFailure() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertThat(run("up", "--data", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("cannot be written", "--data DIR");
  }

  @Test
  void statusAndStopOfAnUnusedFolder() {
    assertThat(run("status", "--data", folder.toString())).isEqualTo(1);
    assertThat(run("stop", "--data", folder.toString())).isZero();
    assertThat(out.toString()).contains("not running on " + folder);
  }

  private int run(String... args) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(args);
  }
}
