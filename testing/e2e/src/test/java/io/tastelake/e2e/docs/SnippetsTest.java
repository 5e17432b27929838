package io.tastelake.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.source.util.JavacTask;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.e2e.sdk.NodeProject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs that pages show are programs: each language's own parser takes them. The clients that
 * they use cannot be had where tests run, so nothing is looked up and nothing is run.
 */
class SnippetsTest {

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root"));
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w+)\n(.*?)^ *```$");

  /** Languages that a program of Debian parses. */
  enum Language {
    RUBY("ruby -c", "rb", ""),
    PHP("php -l", "php", "<?php\n"),
    PYTHON("python3 -m py_compile", "py", ""),
    JS("node --check", "mjs", "");

    private final String parser;
    private final String extension;
    private final String before;

    Language(String parser, String extension, String before) {
      this.parser = parser;
      this.extension = extension;
      this.before = before;
    }

    /** A program and its options. */
    List<String> command() {
      return List.of(parser.split(" ", -1));
    }

    /** As a page names it. */
    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @TempDir(factory = UnderTarget.class)
  Path folder;

  @ParameterizedTest
  @EnumSource
  void itsParserTakesWhatPagesShow(Language language) throws IOException {
    List<String> snippets = snippets(language.tag());
    assertThat(snippets).isNotEmpty();
    String program = language.command().get(0);
    assumeTrue(
        NodeProject.found(program),
        "skipped: %s is not installed (Debian: apt-get install ruby php-cli python3 nodejs)"
            .formatted(program));
    for (String snippet : snippets) {
      assertThat(complaints(language, snippet)).as(snippet).isEmpty();
    }
    assertThat(complaints(language, snippets.get(0).replaceFirst("\\(", "(("))).isNotEmpty();
  }

  /** What the parser says of a snippet; empty if it takes it. */
  private String complaints(Language language, String snippet) throws IOException {
    Path file = folder.resolve("snippet." + language.extension);
    Files.writeString(file, language.before + snippet);
    List<String> command = new ArrayList<>(language.command());
    command.add(file.toString());
    try (Child parser = Child.start(language.tag(), folder, command, Map.of())) {
      return parser.exit(Duration.ofMinutes(1)) == 0 ? "" : parser.all();
    }
  }

  @Test
  void javacTakesWhatPagesShow() throws IOException {
    List<String> snippets = snippets("java");
    assertThat(snippets).isNotEmpty();
    for (String snippet : snippets) {
      assertThat(complaintsOfJavac(snippet)).as(snippet).isEmpty();
    }
    assertThat(complaintsOfJavac(snippets.get(0).replaceFirst("\\(", "(("))).isNotEmpty();
  }

  private static List<String> complaintsOfJavac(String statements) throws IOException {
    DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return "class Snippet { void run() throws Exception {\n" + statements + "\n} }";
          }
        };
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, complaints, List.of("-proc:none"), null, List.of(source));
    assertThat(task.parse()).isNotEmpty();
    return complaints.getDiagnostics().stream().map(Object::toString).toList();
  }

  /** The blocks of a language on README and the pages of docs. */
  private static List<String> snippets(String tag) throws IOException {
    List<String> snippets = new ArrayList<>();
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
      for (Path page :
          Stream.concat(Stream.of(ROOT.resolve("README.md")), pages.sorted())
              .filter(page -> page.toString().endsWith(".md"))
              .toList()) {
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
          if (block.group(1).equals(tag)) {
            snippets.add(block.group(2));
          }
        }
      }
    }
    return snippets;
  }
}
