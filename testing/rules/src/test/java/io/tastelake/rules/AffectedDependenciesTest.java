package io.tastelake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of affected versions says of each entry since when, why, and what to use instead. */
class AffectedDependenciesTest {

  private static final Path LIST =
      TastelakeModule.root().resolve("testing/rules/affected-dependencies.xml");

  private static final Pattern REASON =
      Pattern.compile("<!-- 20\\d\\d-[01]\\d-[0-3]\\d .*(CVE-\\d{4}-\\d+|GHSA(-\\w{4}){3}).*-->");

  @Test
  void eachEntryHasADateAndASource() throws IOException {
    List<String> lines = Files.readAllLines(LIST).stream().map(String::strip).toList();
    int entries = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("<exclude>")) {
        entries++;
        int reason = i - 1;
        while (lines.get(reason).startsWith("<exclude>")) {
          reason--;
        }
        assertThat(lines.get(reason)).as("before line %d", i + 1).matches(REASON);
      }
    }
    assertThat(entries).isGreaterThan(30);
    assertThat(lines).anyMatch(line -> line.matches("Reviewed 20\\d\\d-\\d\\d-\\d\\d\\."));
  }

  @Test
  void theBuildFailsOnAnEntry() throws IOException {
    assertThat(Files.readString(TastelakeModule.root().resolve("pom.xml")))
        .contains(
            "<location>${maven.multiModuleProjectDirectory}/testing/rules/affected-dependencies.xml");
  }
}
