package io.tastelake.domain.interaction;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers in text, as JSON spells them. */
public final class Numbers {

  private static final int MAX_LENGTH = 40;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][+-]?[0-9]{1,3})?");

  private Numbers() {}

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
