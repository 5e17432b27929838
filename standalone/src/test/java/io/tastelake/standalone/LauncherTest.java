package io.tastelake.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher has Maven build and test; a script stands in for Maven. */
final class LauncherTest {

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root"));
  private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
  private static final String MAVEN =
      "#!/bin/sh\nprintf '%s\\n' \"$@\" >\"$(dirname \"$0\")/told\"\n";

  @TempDir Path folder;

  private record Ended(int exit, String output) {}

  @BeforeEach
  void copyLauncher() throws IOException {
    copy("tastelake");
    copy("pom.xml");
    for (String module : modules()) {
      copy(module + "/pom.xml");
    }
    Path maven = Files.writeString(folder.resolve("mvnw"), MAVEN);
    assertThat(maven.toFile().setExecutable(true)).isTrue();
  }

  private void copy(String file) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.copy(ROOT.resolve(file), folder.resolve(file));
  }

  private static List<String> modules() throws IOException {
    Matcher module = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")));
    return module.results().map(found -> found.group(1)).toList();
  }

  private Ended test(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("./tastelake", "test"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private Ended run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output).isTrue();
    return new Ended(process.exitValue(), output);
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c"));
    command.add("user.email=a@localhost");
    command.addAll(List.of(arguments));
    Ended ended = run(command.toArray(String[]::new));
    assertThat(ended.exit()).as(ended.output()).isZero();
  }

  /** What Maven was told, without what it is told always. */
  private List<String> selection() throws IOException {
    return Files.readAllLines(folder.resolve("told")).stream()
        .filter(line -> line.matches("(:|-Dtest=|-Dtastelake|-Dsurefire.argLine).*"))
        .toList();
  }

  private void change(String file) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), "new");
  }

  private void commitAll() throws Exception {
    change("core/lake/src/main/java/Lake.java");
    Files.writeString(folder.resolve(".gitignore"), "target/\ntold\n");
    git("init", "--quiet", "--initial-branch=main");
    git("add", ".");
    git("commit", "--quiet", "--message=all");
  }

  @Test
  void runsEveryTest() throws Exception {
    Ended ended = test();
    assertThat(ended.output()).contains("Running every test", "0 passed, 0 failed, 0 skipped");
    assertThat(ended.exit()).isZero();
    assertThat(selection()).containsExactly("-Dtastelake.test.counts=ordinary");
  }

  @Test
  void runsTheTestsOfModules() throws Exception {
    Ended ended = test("lake", "--long", "stream-jobs");
    assertThat(ended.output()).contains("Running the tests of lake stream-jobs with long counts");
    assertThat(selection())
        .containsExactly(
            "-Dtastelake.test.counts=long",
            "-Dsurefire.argLine=-XX:+TieredCompilation",
            ":lake,:stream-jobs",
            "-Dtest=io/tastelake/lake/**/*Test,io/tastelake/stream/**/*Test");
  }

  @Test
  void namesTheModulesThatThereAre() throws Exception {
    Ended ended = test("lake", "lak");
    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.output()).contains("there is no module 'lak'. Modules: rules ");
    for (String module : modules()) {
      assertThat(ended.output()).contains(" " + Path.of(module).getFileName());
    }
    assertThat(folder.resolve("told")).doesNotExist();
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    for (String[] arguments : List.of(new String[] {"--lon"}, new String[] {"--changed", "lake"})) {
      Ended ended = test(arguments);
      assertThat(ended.exit()).as(ended.output()).isEqualTo(2);
      assertThat(ended.output()).contains("tastelake: test takes ", "See ./tastelake help");
    }
    assertThat(folder.resolve("told")).doesNotExist();
  }

  @Test
  void runsTheTestsOfWhatChangedAndOfWhatDependsOnIt() throws Exception {
    commitAll();
    git("switch", "--quiet", "--create", "branch");
    change("standalone/src/main/java/New.java");
    git("add", ".");
    git("commit", "--quiet", "--message=one");
    change("notebooks/README.md");
    change("core/lakeside.txt");
    Ended ended = test("--changed");
    assertThat(ended.output())
        .contains("Differs from main: notebooks standalone\n", "Depends on that: bench e2e\n")
        .contains("Running the tests of notebooks standalone bench e2e with ordinary counts");
    assertThat(selection()).contains(":notebooks,:standalone,:bench,:e2e");

    change("core/lake/src/main/java/Lake.java");
    assertThat(test("--changed").output()).doesNotContain(" lake");
    Files.writeString(folder.resolve("core/lake/src/main/java/Lake.java"), "newer");
    assertThat(test("--changed").output()).contains("Differs from main: lake notebooks standalone");
  }

  @Test
  void testsEveryModuleWhenTheBuildChanged() throws Exception {
    commitAll();
    Files.writeString(folder.resolve("pom.xml"), "\n", APPEND);
    test("--changed");
    assertThat(selection()).contains(":" + String.join(",:", names()));
  }

  private static List<String> names() throws IOException {
    return modules().stream().map(path -> Path.of(path).getFileName().toString()).toList();
  }

  @Test
  void runsNothingWhenNothingChanged() throws Exception {
    commitAll();
    change("CHANGELOG.md");
    Ended ended = test("--changed");
    assertThat(ended.exit()).isZero();
    assertThat(ended.output()).contains("no test to run");
    assertThat(folder.resolve("told")).doesNotExist();
  }

  @Test
  void saysThatItKnowsNoMain() throws Exception {
    Ended ended = test("--changed");
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.output()).contains("compares with the branch main", "Name the modules: ");
  }

  @Test
  void statusAndStopTakeWhatIsBuilt() throws Exception {
    Path target = Files.createDirectories(folder.resolve("standalone/target"));
    Files.createDirectories(folder.resolve("batch-jobs/target"));
    Files.writeString(target.resolve("class-path"), System.getProperty("java.class.path"));
    Path built = Files.writeString(target.resolve("built"), "");
    Files.setLastModifiedTime(built, FileTime.fromMillis(0));
    change("standalone/src/main/java/New.java");
    for (String command : List.of("status", "stop")) {
      assertThat(run("./tastelake", command).output()).contains("not running on " + folder);
      assertThat(folder.resolve("told")).as("%s builds", command).doesNotExist();
    }
    run("./tastelake", "up", "--help");
    assertThat(folder.resolve("told")).content().contains(":standalone,:batch-jobs");
  }
}
