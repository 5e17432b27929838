package io.tastelake.serving.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command that a page shows.
 *
 * @param page where
 * @param program the word before its arguments, such as {@code bin/admin}
 * @param words its arguments, without redirections and what follows
 * @param whole whether it stands as a line of its own with all its arguments, to be copied
 */
record ShownCommand(Path page, String program, List<String> words, boolean whole) {

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root"));
  private static final Pattern LINE = Pattern.compile("(?m)^    +.*|(?s)^```.*?^```");
  private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern PROGRAM =
      Pattern.compile(
          "(?:^|[\\s/])(bin/admin|bin/api|bin/batch|\\./tastelake|flink run|spark-submit)(?: (.*)|$)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern END = Pattern.compile("[#&|;<>…]|[0-9]?>.*|<.*");

  /** All that the pages show. */
  static List<ShownCommand> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().matches(".*/(target|\\.git|data)/.*"))
          .filter(file -> !file.endsWith("CHANGELOG.md"))
          .flatMap(page -> of(page).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ShownCommand> of(Path page) {
    List<ShownCommand> found = new ArrayList<>();
    String text = read(page).replaceAll("\\\\\n\\s*", "");
    LINE.matcher(text)
        .results()
        .flatMap(block -> block.group().lines())
        .forEach(line -> add(page, line.strip(), true, found));
    INLINE
        .matcher(LINE.matcher(text).replaceAll(""))
        .results()
        .forEach(span -> add(page, span.group(1), false, found));
    return found;
  }

  private static void add(Path page, String line, boolean whole, List<ShownCommand> found) {
    Matcher program = PROGRAM.matcher(line);
    if (program.find()) {
      String arguments = program.group(2) == null ? "" : program.group(2);
      found.add(
          new ShownCommand(
              ROOT.relativize(page),
              program.group(1),
              words(arguments),
              whole && !arguments.contains("…")));
    }
  }

  private static List<String> words(String arguments) {
    return WORD.matcher(arguments)
        .results()
        .map(ShownCommand::word)
        .takeWhile(word -> !END.matcher(word).matches())
        .filter(word -> !word.equals("\\"))
        .toList();
  }

  private static String word(MatchResult word) {
    return Stream.of(word.group(1), word.group(2), word.group(3))
        .filter(each -> each != null)
        .findFirst()
        .orElseThrow();
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
