package io.tastelake.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.sdk.NodeProject;
import io.tastelake.standalone.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The programs of {@code docs/python}. The vendor's client cannot be had where tests run, so a
 * module of {@code src/test/python} stands in for it, which sends its requests; where Python finds
 * the client itself (PYTHONPATH), the program runs with that.
 */
@ExtendWith(SharedSystem.Extension.class)
class PythonPageTest {

  private static final Path PAGES = Path.of(System.getProperty("tastelake.root"), "docs/python");
  private static final Path STAND_IN =
      Path.of(System.getProperty("tastelake.root"), "testing/e2e/src/test/python");
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final SharedSystem system;

  PythonPageTest(SharedSystem system) {
    this.system = system;
  }

  @BeforeAll
  static void requirePython() {
    assumeTrue(
        NodeProject.found("python3"),
        "skipped: Python is not installed (Debian: apt-get install python3)");
  }

  @Test
  void theProgramRunsAsThePageSays() throws IOException {
    String printed = run("plain", PAGES.resolve("plain.py").toString(), access().toString());
    assertThat(page()).contains("\n" + printed.strip() + "\n");
  }

  @Test
  void theShopRunsAsThePageSays() throws IOException {
    Map<String, String> environment =
        isThere("xminds.api.client") ? Map.of() : Map.of("PYTHONPATH", STAND_IN.toString());
    System.out.println("PythonPageTest: shop.py with " + environment);
    List<String> command =
        List.of("python3", PAGES.resolve("shop.py").toString(), access().toString());
    try (Child shop = Child.start("shop", folder(), command, environment)) {
      while (shop.runs()) {
        runTasks();
      }
      assertThat(shop.exit(TIMEOUT)).as("%s", shop.all()).isZero();
      List<String> printed = shop.output().lines().toList();
      assertThat(printed).hasSize(5).filteredOn(line -> !line.startsWith("database ")).hasSize(4);
      assertThat(page()).contains(printed.get(1) + "\n" + printed.get(2) + "\n");
      assertThat(printed.get(3)).startsWith("eve may like [").contains("Tall desk", "Grey sofa");
      assertThat(printed.get(4)).contains("refused: ", "must be a string of 1 to 64 characters");
    }
  }

  /** What the program asks for and waits for. */
  private void runTasks() throws IOException {
    List<String> job = new ArrayList<>(List.of("run-tasks", "--once", "--rank", "2"));
    job.addAll(system.installation());
    String unused = SparkJobs.run(folder().resolve("jobs"), job);
  }

  private boolean isThere(String module) throws IOException {
    List<String> command = List.of("python3", "-c", "import " + module);
    try (Child python = Child.start("import", folder(), command, Map.of())) {
      return python.exit(TIMEOUT) == 0;
    }
  }

  private static String page() throws IOException {
    return Files.readString(PAGES.resolve("README.md"));
  }

  private Path folder() throws IOException {
    return Files.createDirectories(system.folder().resolve("python"));
  }

  /** The installation's {@code access.json}, as far as the programs read it. */
  private Path access() throws IOException {
    Access.Root root = system.access().root();
    Map<String, Object> access =
        Map.of(
            "api",
            system.client().uri().toString(),
            "root",
            Map.of("email", root.email(), "password", root.password()));
    return Files.writeString(
        folder().resolve("access.json"), new ObjectMapper().writeValueAsString(access));
  }

  private String run(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    try (Child python = Child.start(name, folder(), command, Map.of())) {
      assertThat(python.exit(TIMEOUT)).as("%s", python.all()).isZero();
      return python.output();
    }
  }
}
