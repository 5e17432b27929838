package io.tastelake.domain.command;

import java.util.regex.Pattern;

/**
 * Text of others, such as names of files, as terminals, logs and pages may show it: what a terminal
 * obeys, and what hides, turns text around or breaks lines, is spelled out as JSON spells it.
 */
public final class VisibleText {

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private static final Pattern INVISIBLE_IN_LINES =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");

  private VisibleText() {}

  /** Of a text that is one line, whatever is in it; JSON stays the same JSON. */
  public static String of(String text) {
    return spelledOut(INVISIBLE, text);
  }

  /** Of a text of several lines. */
  public static String ofLines(String text) {
    return spelledOut(INVISIBLE_IN_LINES, text);
  }

  private static String spelledOut(Pattern invisible, String text) {
    return invisible.matcher(text).replaceAll(found -> escapes(found.group()));
  }

  private static String escapes(String character) {
    StringBuilder escapes = new StringBuilder();
    character.chars().forEach(unit -> escapes.append("\\\\u%04x".formatted(unit)));
    return escapes.toString();
  }
}
