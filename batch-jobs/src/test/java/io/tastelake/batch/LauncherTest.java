package io.tastelake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./tastelake job} calls: a script in Java's place writes down how it was called. */
final class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in
        *-version*) echo 'openjdk version "17.0.1"' >&2; exit 0 ;;
      esac
      echo "$*" >>"$CALLS"
      locale charmap >"$CALLS.charmap"
      case " $* " in
        *" compost "*) echo "There is no job 'compost'." >&2; exit 2 ;;
      esac
      """;

  @TempDir Path folder;

  @BeforeEach
  void putAScriptInJavasPlace() throws IOException {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, JAVA);
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private record Ended(int status, String output, List<String> calls) {}

  private Ended run(String... arguments) throws Exception {
    Path calls = folder.resolve("calls");
    Files.writeString(calls, "");
    ProcessBuilder launcher =
        new ProcessBuilder(Path.of(System.getProperty("tastelake.root"), "tastelake") + "", "job")
            .redirectErrorStream(true)
            .directory(folder.toFile());
    launcher.command().addAll(List.of(arguments));
    launcher.environment().put("JAVA_HOME", folder.resolve("jdk") + "");
    launcher.environment().put("TASTELAKE_BUILT", "yes");
    launcher.environment().put("CALLS", calls + "");
    launcher.environment().keySet().removeIf(name -> name.matches("LC_.*|LANG"));
    Process process = launcher.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), output, Files.readAllLines(calls));
  }

  @Test
  void leavesItToTheJobsToRefuseANameEvenIfNothingRuns() throws Exception {
    for (String[] call : new String[][] {{"compost"}, {"compost", "--lake=file:/nowhere"}}) {
      Ended ended = run(call);
      assertThat(ended.status()).as(ended.output()).isEqualTo(2);
      assertThat(ended.output()).isEqualTo("There is no job 'compost'.\n");
    }
  }

  @Test
  void saysThatNothingRunsToAJobThatThereIs() throws Exception {
    Ended ended = run("compact");
    assertThat(ended.status()).isOne();
    assertThat(ended.output()).contains("nothing runs on the folder data", "./tastelake up");
    assertThat(ended.calls()).singleElement().asString().endsWith("Main compact --help");
  }

  @Test
  void passesAJobOn() throws Exception {
    Ended ended = run("compact", "--lake=file:/lake", "--rounds", "2");
    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.calls())
        .singleElement()
        .asString()
        .endsWith("io.tastelake.batch.Main compact --lake=file:/lake --rounds 2");
  }

  @Test
  void namesOfAnyScriptReachAJobThatRunsWithoutALocale() throws Exception {
    Ended ended = run("import", "--lake=file:/lake", "--map", "user=用户ID");
    assertThat(ended.calls()).singleElement().asString().endsWith("--map user=用户ID");
    assertThat(Files.readString(folder.resolve("calls.charmap"))).isEqualTo("UTF-8\n");
  }

  @Test
  void aFileOfArgumentsKeepsThoseOfTheDataFolderUnlessItNamesALake() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("job.args"), "--lake file:/lake");
    Files.writeString(data.resolve("standalone.pid"), ProcessHandle.current().pid() + "");
    Path mapping = Files.writeString(folder.resolve("mapping"), "--map user=u");
    assertThat(run("import", "--data", data + "", "@" + mapping).calls())
        .singleElement()
        .asString()
        .endsWith("Main import @%s/job.args @%s".formatted(data, mapping));

    Path whole = Files.writeString(folder.resolve("whole"), "--limit 5 --lake hdfs://n/lake");
    assertThat(run("import", "@" + whole).calls())
        .singleElement()
        .asString()
        .endsWith("Main import @" + whole);
  }

  @Test
  void theArgumentsThatAStandaloneWritesNameItsLake() throws Exception {
    Path installation =
        Files.writeString(
            folder.resolve("job.args"), "\"--lake=file:/a%20b/lake\"\n\"--store=jdbc\"\n");
    assertThat(run("compact", "@" + installation).calls())
        .singleElement()
        .asString()
        .endsWith("Main compact @" + installation);
  }
}
