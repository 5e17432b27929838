package io.tastelake.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.sdk.NodeProject;
import io.tastelake.standalone.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the first pages tell a reader to type works as it stands, on an installation that is new,
 * and once more on what is there then.
 */
@ExtendWith(SharedSystem.Extension.class)
class ShownCallsTest {

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root"));
  private static final Pattern CALLS = Pattern.compile("(?s)```sh\n([^`]*?API=http.*?)```");
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final SharedSystem system;

  ShownCallsTest(SharedSystem system) {
    this.system = system;
  }

  @ParameterizedTest
  @CsvSource({"README.md, shop", "docs/quickstart.md, my-shop"})
  void callsAreAnsweredAndMayBeRepeated(String page, String database) throws IOException {
    assumeTrue(NodeProject.found("curl"), "skipped: curl is not installed");
    Path folder = system.folder().resolve("calls").resolve(page.replaceAll("\\W", "-"));
    Access.Root root = system.access().root();
    Path credentials = Files.createDirectories(folder.resolve("data/credentials"));
    Files.writeString(
        credentials.resolve("root.json"),
        new ObjectMapper()
            .writeValueAsString(Map.of("email", root.email(), "password", root.password())));

    String script =
        calls(page)
            .replaceFirst("(?m)^\\./tastelake up .*\n", "")
            .replaceFirst("API=http://127\\.0\\.0\\.1:8080", "API=" + system.client().uri());
    Path file = Files.writeString(folder.resolve("calls.sh"), "cd " + folder + "\n" + script);
    assertThat(printed("calls", file))
        .doesNotContain("error_code")
        .contains("\"items_id\":[\"", "desk", "sofa", "\"rating\":8.344");

    assertThat(printed("again", file).lines().filter(line -> line.contains("error_code")))
        .isNotEmpty()
        .allMatch(
            line ->
                line.contains("\"DuplicatedError\"")
                    || line.contains("The session is already resolved"));
    assertThat(interactions(database, "ann")).isEqualTo(2 * 3);
  }

  private static String printed(String name, Path file) {
    List<String> command = List.of("bash", "-e", file.toString());
    try (Child bash = Child.start(name, file.getParent(), command, Map.of())) {
      assertThat(bash.exit(TIMEOUT)).as("%s", bash.all()).isZero();
      return bash.output();
    }
  }

  private int interactions(String database, String user) throws IOException {
    Access.Root root = system.access().root();
    Map<String, String> login =
        Map.of("email", root.email(), "password", root.password(), "db_name", database);
    ApiClient client = system.client();
    return client
        .with(client.post("/login/root/", login).ok().text("token"))
        .list("/users/" + user + "/interactions-bulk/", 500)
        .size();
  }

  private static String calls(String page) throws IOException {
    Matcher found = CALLS.matcher(Files.readString(ROOT.resolve(page)));
    assertThat(found.find()).as("%s shows calls", page).isTrue();
    return found.group(1);
  }
}
