package io.tastelake.domain.interaction;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Points in time as interactions carry them: Unix seconds as float64, within bounds. */
public final class UnixSeconds {

  /** What {@link #ofNumber} takes, for people. */
  public static final String ACCEPTED_NUMBERS =
      "a number of Unix seconds from -150000000000.0 to 3500000000.0";

  /** What {@link #ofIso8601} takes, for people. */
  public static final String ACCEPTED_TEXTS =
      "an ISO 8601 calendar date with or without a time, such as 2024-05-06T07:08:09Z; without an"
          + " offset it is UTC";

  private static final double EARLIEST = -150000000000.0;
  private static final double LATEST = 3500000000.0;
  private static final double MILLISECONDS = 1e3;
  private static final Pattern EIGHT_DIGITS = Pattern.compile("(19|2[01])[0-9]{6}");

  private UnixSeconds() {}

  /** {@code seconds}, if it is within the bounds. */
  public static Optional<Double> inRange(double seconds) {
    return seconds >= EARLIEST && seconds <= LATEST ? Optional.of(seconds) : Optional.empty();
  }

  /**
   * The point in time whose Unix seconds {@code text} spells, if it spells any within bounds and is
   * no {@link #isAmbiguous date}.
   */
  public static Optional<Double> ofNumber(String text) {
    return isAmbiguous(text)
        ? Optional.empty()
        : Numbers.finite(text).flatMap(UnixSeconds::inRange);
  }

  /** The point in time that {@code text} spells, if it is within bounds. */
  public static Optional<Double> ofIso8601(String text) {
    try {
      return inRange(Iso8601.seconds(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether {@code text} may be a date or a number of Unix seconds, such as {@code 20231114}: it is
   * refused, rather than take a date for a moment of 1970.
   */
  public static boolean isAmbiguous(String text) {
    if (!EIGHT_DIGITS.matcher(text).matches()) {
      return false;
    }
    try {
      return Double.isFinite(Iso8601.seconds(text));
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Why {@code text} is no number of Unix seconds within bounds, to be put in parentheses. */
  public static String problemOfNumber(String text) {
    if (isAmbiguous(text)) {
      return "it may be a date or Unix seconds: write the date with hyphens where dates are taken";
    }
    Optional<Double> number = Numbers.finite(text);
    if (number.isEmpty()) {
      return "it is not a finite number";
    }
    return inRange(number.get() / MILLISECONDS).isPresent()
        ? "it is out of range, and looks like milliseconds"
        : "it is out of range";
  }

  /** Why {@code text} is no point in time within bounds, to be put in parentheses. */
  public static String problemOfIso8601(String text) {
    try {
      return inRange(Iso8601.seconds(text)).isPresent() ? "" : "it is out of range";
    } catch (DateTimeException e) {
      return e.getMessage();
    }
  }
}
