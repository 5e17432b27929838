package io.tastelake.domain.interaction;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers in text, as JSON spells them. */
public final class Numbers {

  private static final int MAX_LENGTH = 40;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][+-]?[0-9]{1,3})?");

  private static final Pattern JSON =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]{0,39})(\\.[0-9]{1,40})?");

  /** Digits that a double keeps, give or take its last one. */
  private static final int MAX_DIGITS = 17;

  private Numbers() {}

  /**
   * Whether text of a format without types means a number: it is one in JSON without an exponent,
   * and a whole one that a long holds, or one of at most 17 significant digits. So {@code 19.90} is
   * one; {@code 007}, {@code 7E5} and {@code 12345678901234567890} are text.
   */
  public static boolean isPlain(String text) {
    if (!PLAIN.matcher(text).matches()) {
      return false;
    }
    BigDecimal value = new BigDecimal(text);
    return text.indexOf('.') < 0
        ? value.toBigInteger().bitLength() < Long.SIZE
        : value.precision() <= MAX_DIGITS;
  }

  /**
   * The JSON number that spells what {@code text} spells, if that is finite; as given if it can.
   */
  public static Optional<String> json(String text) {
    return finite(text)
        .map(number -> JSON.matcher(text).matches() ? text : new BigDecimal(text).toString());
  }

  /** The finite number that {@code text} spells, if it spells one. */
  public static Optional<Double> finite(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(Double.valueOf(text)).filter(Double::isFinite)
        : Optional.empty();
  }

  /** {@code 1.5e1} is 15: whatever is whole and short is spelled as an integer, all else stays. */
  public static String integerText(String number) {
    BigDecimal value;
    try {
      value = new BigDecimal(number);
    } catch (NumberFormatException e) {
      return number; // an exponent beyond 32 bits, or infinity
    }
    boolean shortEnough =
        Math.abs((long) value.scale()) <= MAX_LENGTH && value.precision() <= MAX_LENGTH;
    if (!shortEnough) {
      return number;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() <= 0 ? stripped.toBigIntegerExact().toString() : number;
  }
}
