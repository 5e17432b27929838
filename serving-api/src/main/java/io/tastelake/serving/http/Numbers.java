package io.tastelake.serving.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers in text, as JSON spells them. */
public final class Numbers {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][+-]?[0-9]{1,3})?");

  private Numbers() {}

  /** The finite number that {@code text} spells, if it spells one. */
  public static Optional<Double> finite(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(Double.valueOf(text)).filter(Double::isFinite)
        : Optional.empty();
  }
}
