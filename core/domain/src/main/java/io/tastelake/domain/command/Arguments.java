package io.tastelake.domain.command;

import java.io.IOException;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Arguments as a process received them. Where no UTF-8 locale is set, as under cron and in
 * containers, Java replaces whatever is not ASCII by U+FFFD before any code of ours runs: two
 * different names become one, so such an argument is never taken. Files of arguments are UTF-8
 * whatever the locale.
 */
public final class Arguments {

  private static final char REPLACEMENT = '\uFFFD';
  private static final int MISUSE = 2;

  private Arguments() {}

  /**
   * The arguments with those of {@code @FILE} in its place; ends the process with exit code 2 if
   * one of them did not arrive as it was given.
   */
  public static String[] received(String[] arguments) {
    Optional<String> damage = damage(arguments);
    if (damage.isPresent()) {
      System.err.println(damage.get());
      System.exit(MISUSE);
    }
    return expanded(arguments);
  }

  /**
   * What is wrong with {@code arguments}, and what to do, if one did not arrive as it was given.
   */
  static Optional<String> damage(String[] arguments) {
    return Arrays.stream(arguments)
        .filter(argument -> argument.indexOf(REPLACEMENT) >= 0)
        .findFirst()
        .map(
            argument ->
                "The argument '%s' has lost characters: this process runs without a UTF-8 locale."
                        .formatted(argument)
                    + " Set LC_ALL=C.UTF-8, or write the arguments into a file in UTF-8 and pass"
                    + " @FILE.");
  }

  /**
   * The arguments with those of {@code @FILE} in its place, read as picocli reads them: separated
   * by white space, in quotes if they hold some, and without what follows a {@code #}.
   */
  static String[] expanded(String[] arguments) {
    List<String> expanded = new ArrayList<>();
    for (String argument : arguments) {
      expand(argument, expanded, new HashSet<>());
    }
    return expanded.toArray(String[]::new);
  }

  private static void expand(String argument, List<String> expanded, Set<Path> open) {
    boolean named = argument.length() > 1 && argument.startsWith("@") && !argument.startsWith("@@");
    Path file = named ? Path.of(argument.substring(1)).toAbsolutePath() : null;
    if (file == null || !Files.isRegularFile(file) || !open.add(file)) {
      expanded.add(argument);
      return;
    }
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      StreamTokenizer tokens = new StreamTokenizer(text);
      tokens.resetSyntax();
      tokens.wordChars(' ', 255);
      tokens.whitespaceChars(0, ' ');
      tokens.quoteChar('"');
      tokens.quoteChar('\'');
      tokens.commentChar('#');
      while (tokens.nextToken() != StreamTokenizer.TT_EOF) {
        expand(tokens.sval, expanded, open);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The file %s of arguments cannot be read as UTF-8: %s.".formatted(file, e.getMessage()),
          e);
    }
  }
}
