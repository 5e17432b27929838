package io.tastelake.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The published npm package, unmodified, as its users run it: {@code src/test/node}. */
@ExtendWith(SharedSystem.Extension.class)
class NodeClientTest {

  private static final Path SOURCE =
      Path.of(System.getProperty("tastelake.root"), "testing/e2e/src/test/node");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "client.mjs");
  private static final int OLDEST_NODE = 18;
  private static final String PASSWORD = "correct horse";

  @Test
  void thePublishedClientRunsUnmodified(SharedSystem system) throws Exception {
    Path project = system.folder().resolve("node");
    Path output = system.folder().resolve("node.output");
    assumeNode(output);
    copyTo(project);
    run("npm-ci", output, Map.of(), "npm", "--prefix", project.toString(), "ci", "--no-audit");

    String script = project.resolve("client.mjs").toString();
    String printed = run("client", output, environment(system), "node", script);
    assertThat(printed).containsPattern("all \\d+ steps passed");
  }

  private static Map<String, String> environment(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    String name = "node-" + tenant.database().value();
    Map<String, Object> backend = account("name", name + "-backend", "backend");
    Map<String, Object> frontend = account("name", name + "-frontend", "frontend");
    Map<String, Object> manager = account("email", name + "@shop.example", "manager");
    ApiClient root = tenant.client();
    root.post("/accounts/service/", backend).ok();
    root.post("/accounts/service/", frontend).ok();
    root.post("/accounts/individual/", manager).ok();
    String expired =
        Tokens.signed(tenant.token(), system.tokenKey(), Instant.now().minusSeconds(1));
    return Map.of(
        "API",
        system.client().uri().toString(),
        "DATABASE",
        tenant.database().value(),
        "BACKEND",
        name + "-backend",
        "FRONTEND",
        name + "-frontend",
        "MANAGER_EMAIL",
        name + "@shop.example",
        "PASSWORD",
        PASSWORD,
        "EXPIRED_TOKEN",
        expired);
  }

  private static Map<String, Object> account(String key, String name, String role) {
    return Map.of(key, name, "password", PASSWORD, "role", role);
  }

  /** Skips where there is no Node: the machine is to blame then, and not the API. */
  private static void assumeNode(Path output) {
    String remedy = " (Debian: apt-get install nodejs npm, which .ci/run does)";
    assumeTrue(found("npm"), "skipped: npm is not installed" + remedy);
    assumeTrue(found("node"), "skipped: Node is not installed" + remedy);
    String version = run("version", output, Map.of(), "node", "--version").strip();
    int major = Integer.parseInt(version.replaceAll("^v|\\..*$", ""));
    assumeTrue(major >= OLDEST_NODE, "skipped: Node " + version + " is older than 18" + remedy);
  }

  private static boolean found(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static void copyTo(Path project) throws IOException {
    Files.createDirectories(project);
    for (String file : FILES) {
      Files.copy(SOURCE.resolve(file), project.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String run(
      String name, Path output, Map<String, String> environment, String... command) {
    try (Child child = Child.start(name, output, List.of(command), environment)) {
      int exit = child.exit(Duration.ofMinutes(3));
      assertThat(exit).as("%s:%n%s", String.join(" ", command), child.all()).isZero();
      return child.output();
    }
  }
}
