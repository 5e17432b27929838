package io.tastelake.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.FolderLock;
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
    assertThat(run("up", "--cors-origin", "http://(")).isEqualTo(2);
    assertThat(err.toString()).contains("--cors-origin http://( is no regular expression");
    assertThat(run("up", "--nightly-at", "25:00")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--nightly-at 25:00 is not a time of day: 00:00 to 23:59")
        .doesNotContain("LocalTime", "Exception");
  }

  @Test
  void whatWasMadeForAMisusedCommandIsRemovedUnlessItHoldsSomething() throws Exception {
    Path made = Files.createDirectories(folder.resolve("data/tmp"));
    Main.removeEmpty("");
    Main.removeEmpty(made.toString());
    assertThat(folder).isEmptyDirectory();
    Files.createDirectories(made);
    Path kept = Files.writeString(folder.resolve("data/kept"), "");
    Main.removeEmpty(made.toString());
    assertThat(made).doesNotExist();
    assertThat(kept).exists();
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

  @Test
  void statusNamesWhatIsDown() throws Exception {
    DataFolder data = DataFolder.create(folder.resolve("data"));
    Files.writeString(
        data.accessFile(), "{\"api\":\"http://127.0.0.1:1\",\"flink\":\"http://127.0.0.1:1\"}");
    Files.writeString(
        data.root().resolve("maintenance.json"),
        """
        {"nightly": {"ended": "2026-01-02T03:04:05Z", "exit": 1},
         "compact and forget": {"ended": "2026-01-02T03:04:06Z", "exit": 0}}
        """);
    try (FolderLock lock = FolderLock.take(data)) {
      assertThat(run("status", "--data", data.toString())).isEqualTo(1);
      assertThat(lock).isNotNull();
    }
    assertThat(out.toString())
        .contains("running on " + data, "but not everything is up")
        .containsPattern("API .*does not answer")
        .containsPattern("ingest-interactions .*does not run")
        .containsPattern("update-taste .*does not run")
        .containsPattern("Kafka .*does not answer")
        .containsPattern("nightly .*failed at 2026-01-02T03:04:05Z")
        .containsPattern("compact and forget .*done at 2026-01-02T03:04:06Z")
        .containsPattern("PostgreSQL .*is down");
  }

  private int run(String... args) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(args);
  }
}
