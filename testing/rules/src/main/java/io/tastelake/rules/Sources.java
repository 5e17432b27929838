package io.tastelake.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Java files of a module, for what class files do not show. */
final class Sources {

  private static final Pattern INTERNAL_IMPORT =
      Pattern.compile("^import (?:static )?([a-z0-9_.]+\\.internal\\b[a-z0-9_.]*)\\.[A-Z]");

  /** A string or a text block that begins as statements do. */
  private static final Pattern SQL =
      Pattern.compile(
          "\"\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|TRUNCATE|CALL|COPY|SET|ANALYZE) ");

  private final Path folder;

  Sources(TastelakeModule module) {
    this.folder = module.folder().resolve("src");
  }

  /** Each file that is too long, with its lines. */
  List<String> longerThan(int maxLines) {
    return files().stream()
        .filter(file -> lines(file).size() > maxLines)
        .map(file -> folder.relativize(file) + ": " + lines(file).size())
        .toList();
  }

  /** The vendors' internal packages that each type imports from, for types that do. */
  Map<String, Set<String>> internalImports() {
    Map<String, Set<String>> imports = new TreeMap<>();
    for (Path file : files()) {
      for (String line : lines(file)) {
        Matcher internal = INTERNAL_IMPORT.matcher(line);
        if (internal.find()) {
          imports.computeIfAbsent(type(file), type -> new TreeSet<>()).add(internal.group(1));
        }
      }
    }
    return imports;
  }

  /** The types outside tests that spell SQL. */
  Set<String> spellingSql() {
    Path main = folder.resolve("main");
    return files().stream()
        .filter(file -> file.startsWith(main))
        .filter(file -> SQL.matcher(String.join("\n", lines(file))).find())
        .map(Sources::type)
        .collect(Collectors.toSet());
  }

  private static String type(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
