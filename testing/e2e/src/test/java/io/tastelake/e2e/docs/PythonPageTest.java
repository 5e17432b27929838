package io.tastelake.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.SharedSystem;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The programs of {@code docs/python}. The one with the vendor's client is compiled alone: the
 * client cannot be had where tests run, and it is no part of ours; its requests are in {@code
 * PythonSdkTest}.
 */
@ExtendWith(SharedSystem.Extension.class)
class PythonPageTest {

  private static final Path PAGES = Path.of(System.getProperty("tastelake.root"), "docs/python");
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
    Path folder = Files.createDirectories(system.folder().resolve("python"));
    Access.Root root = system.access().root();
    Path access = folder.resolve("access.json");
    Files.writeString(
        access,
        new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    "api",
                    system.client().uri().toString(),
                    "root",
                    Map.of("email", root.email(), "password", root.password()))));
    String printed = run("plain", PAGES.resolve("plain.py").toString(), access.toString());
    assertThat(Files.readString(PAGES.resolve("README.md")))
        .contains("\n" + printed.strip() + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.py", "plain.py"})
  void programsCompile(String program) throws IOException {
    Path copy = Files.createDirectories(system.folder().resolve("compiled")).resolve(program);
    Files.writeString(copy, Files.readString(PAGES.resolve(program)));
    assertThat(run("compile-" + program, "-m", "py_compile", copy.toString())).isEmpty();
  }

  private String run(String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    try (Child python =
        Child.start(name, system.folder().resolve("python.output"), command, Map.of())) {
      assertThat(python.exit(TIMEOUT)).as("%s", python.all()).isZero();
      return python.output();
    }
  }
}
