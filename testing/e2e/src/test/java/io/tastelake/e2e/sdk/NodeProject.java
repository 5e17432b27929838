package io.tastelake.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tastelake.e2e.kit.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of {@code src/test} with a {@code package.json}, copied to where npm may write. */
public record NodeProject(Path folder, Path output) {

  private static final Path SOURCES =
      Path.of(System.getProperty("tastelake.root"), "testing/e2e/src/test");
  private static final int OLDEST_NODE = 18;

  /** Installs the packages that its lock names; the test is skipped where there is no Node. */
  public static NodeProject installed(String source, Path parent) {
    NodeProject project =
        new NodeProject(parent.resolve(source), parent.resolve(source + ".output"));
    project.assumeNode();
    project.copyFrom(SOURCES.resolve(source));
    project.run(
        "npm-ci",
        Map.of(),
        "npm",
        "--prefix",
        project.folder.toString(),
        "ci",
        "--no-audit",
        "--ignore-scripts");
    return project;
  }

  /** Runs a command to its good end; returns what it printed. */
  public String run(String name, Map<String, String> environment, String... command) {
    try (Child child = Child.start(name, output, List.of(command), environment)) {
      int exit = child.exit(Duration.ofMinutes(3));
      assertThat(exit).as("%s:%n%s", String.join(" ", command), child.all()).isZero();
      return child.output();
    }
  }

  /** Whether a program can be run by its name. */
  public static boolean found(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Skips where there is no Node: the machine is to blame then, and not the API. */
  private void assumeNode() {
    String remedy = " (Debian: apt-get install nodejs npm, which .ci/run does)";
    assumeTrue(found("npm"), "skipped: npm is not installed" + remedy);
    assumeTrue(found("node"), "skipped: Node is not installed" + remedy);
    String version = run("version", Map.of(), "node", "--version").strip();
    int major = Integer.parseInt(version.replaceAll("^v|\\..*$", ""));
    assumeTrue(major >= OLDEST_NODE, "skipped: Node " + version + " is older than 18" + remedy);
  }

  private void copyFrom(Path source) {
    try (Stream<Path> files = Files.list(source)) {
      Files.createDirectories(folder);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
