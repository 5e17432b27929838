package io.tastelake.serving.http;

import java.util.Locale;
import java.util.Optional;

/** Yes and no, as callers spell them. */
public final class Flags {

  private Flags() {}

  /** What {@code text} says; empty if it is neither. */
  public static Optional<Boolean> read(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> Optional.of(true);
      case "false", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
