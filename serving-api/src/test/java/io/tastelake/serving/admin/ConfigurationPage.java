package io.tastelake.serving.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/configuration.md}, which the programs print themselves, says of each. */
final class ConfigurationPage {

  private static final Path PAGE =
      Path.of(System.getProperty("tastelake.root"), "docs", "configuration.md");

  private ConfigurationPage() {}

  /** Holds the options among {@code arguments} against those of a program. */
  static void assertOptions(String program, List<String> arguments) throws IOException {
    Matcher section =
        Pattern.compile("\n## [^\n]*`" + Pattern.quote(program) + "`\n(.*?)\n```\n", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(section.find()).as("%s is on the page", program).isTrue();
    assertThat(arguments)
        .filteredOn(argument -> argument.startsWith("--"))
        .map(argument -> argument.replaceFirst("=.*", ""))
        .allSatisfy(
            option ->
                assertThat(section.group(1))
                    .as("%s %s", program, option)
                    .containsPattern(Pattern.quote(option) + "[=\\s\\],]"));
  }
}
