package io.tastelake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Build and documentation show the modules as the rules have them. */
class ModulesTest {

  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

  @Test
  void theBuildHasTheseModules() throws IOException {
    String pom = Files.readString(TastelakeModule.root().resolve("pom.xml"));
    List<String> built =
        MODULE.matcher(pom).results().map((MatchResult module) -> module.group(1)).toList();
    assertThat(built)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("testing/rules", "dist"),
                    Stream.of(TastelakeModule.values()).map(TastelakeModule::location))
                .toList());
  }

  @Test
  void theArchitecturePageShowsTheTable() throws IOException {
    List<String> page = Files.readAllLines(TastelakeModule.root().resolve("docs/architecture.md"));
    for (TastelakeModule module : TastelakeModule.values()) {
      String row = "| `" + module.location() + "` | ";
      assertThat(page)
          .as("the row of %s ends with what it may depend on", module.artifact())
          .anyMatch(line -> line.startsWith(row) && line.endsWith(" | " + mayUse(module) + " |"));
    }
  }

  private static String mayUse(TastelakeModule module) {
    return module.mayUse().isEmpty()
        ? "–"
        : module.mayUse().stream()
            .map(used -> "`" + used.artifact() + "`")
            .collect(Collectors.joining(", "));
  }
}
