package io.tastelake.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentsTest {

  /** Prints what it received as code points. */
  static final class Echo {

    private Echo() {}

    public static void main(String[] arguments) {
      for (String each : Arguments.received(arguments)) {
        System.out.println(each.codePoints().boxed().toList());
      }
    }
  }

  @TempDir Path folder;

  private record Ended(int status, String output) {}

  private Ended run(String locale, String argument) throws Exception {
    // the shell's own bytes, whatever this JVM takes for its locale
    String script =
        Files.writeString(
                folder.resolve("script"), "exec \"$@\" '" + argument + "'", StandardCharsets.UTF_8)
            .toString();
    ProcessBuilder java =
        new ProcessBuilder(
                List.of(
                    "sh",
                    script,
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Echo.class.getName()))
            .redirectErrorStream(true);
    java.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    java.environment().put("LC_ALL", locale);
    Process process = java.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), output);
  }

  @Test
  void whatALocaleDestroyedIsRefusedWithBothRemedies() throws Exception {
    Ended ended = run("C", "user=用户ID");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.output()).contains("LC_ALL=C.UTF-8", "@FILE");
    assertThat(run("C.UTF-8", "用"))
        .isEqualTo(new Ended(0, List.of((int) '用') + System.lineSeparator()));
  }

  @Test
  void anArgumentThatLostCharactersIsNamedWithBothRemedies() {
    assertThat(Arguments.damage(new String[] {"--map", "user=\uFFFD\uFFFD", "x\uFFFD"}))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .startsWith("The argument 'user=\uFFFD\uFFFD' has lost characters")
                    .contains("LC_ALL=C.UTF-8", "@FILE"));
    assertThat(Arguments.damage(new String[] {"\uFFFD"})).isPresent();
    assertThat(Arguments.damage(new String[] {"--map", "user=用户ID"})).isEmpty();
    assertThat(Arguments.received(new String[] {"a", "b"})).containsExactly("a", "b");
  }

  @Test
  void aFileOfArgumentsIsUtf8InAnyLocale() throws Exception {
    Path file = Files.writeString(folder.resolve("arguments"), "用", StandardCharsets.UTF_8);
    assertThat(run("C", "@" + file))
        .isEqualTo(new Ended(0, List.of((int) '用') + System.lineSeparator()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--lake file:/x|--lake file:/x",
        "--map 'user=\"a, b\"' # why|--map user=\"a, b\"",
        "\"a b\"   c|a b c",
        "@none|@none",
      })
  void filesAreReadAsPicocliReadsThem(String text, String expected) throws IOException {
    Path file = Files.writeString(folder.resolve("arguments"), text);
    String[] expanded = Arguments.expanded(new String[] {"job", "@" + file, "@@x", "@"});
    assertThat(String.join(" ", expanded)).isEqualTo("job " + expected + " @@x @");
  }

  @Test
  void filesMayNameFilesButNotThemselves() throws IOException {
    Path inner = Files.writeString(folder.resolve("inner"), "--a\n1\n");
    Path outer = folder.resolve("outer");
    Files.writeString(outer, "@" + inner + "\n@" + outer + "\n");
    assertThat(Arguments.expanded(new String[] {"@" + outer}))
        .containsExactly("--a", "1", "@" + outer);
  }
}
