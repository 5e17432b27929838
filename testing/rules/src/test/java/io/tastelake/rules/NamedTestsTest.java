package io.tastelake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test that a page names as holding a promise is there. */
class NamedTestsTest {

  private static final Pattern NAME = Pattern.compile("\\b[A-Z][A-Za-z0-9]*Test\\b");

  @ParameterizedTest
  @ValueSource(strings = {"docs/owasp.md", "docs/architecture.md"})
  void aPageNamesTestsThatAreThere(String page) throws IOException {
    String text = Files.readString(TastelakeModule.root().resolve(page));
    Set<String> named =
        NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    assertThat(named).hasSizeGreaterThan(20);
    Set<String> missing = new TreeSet<>(named);
    missing.removeAll(tests());
    assertThat(missing).as("tests that %s names", page).isEmpty();
  }

  private static Set<String> tests() throws IOException {
    Set<String> tests = new HashSet<>();
    Files.walkFileTree(
        TastelakeModule.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            return name.equals("target") || name.startsWith(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (name.endsWith("Test.java")) {
              tests.add(name.replace(".java", ""));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return tests;
  }
}
