package io.tastelake.domain.interaction;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calendar dates of ISO 8601, extended or basic, with or without a time of day; a date alone is its
 * first moment, and without an offset the time is UTC. A fraction may follow the last unit that is
 * given, behind a point or a comma.
 */
final class Iso8601 {

  private static final Pattern EXTENDED_DATE =
      Pattern.compile("([0-9]{4}|[+-][0-9]{4,10})-([0-9]{2})-([0-9]{2})");
  private static final Pattern BASIC_DATE = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})");
  private static final Pattern WEEK_DATE = Pattern.compile("[0-9]{4}-?[Ww][0-9]{2}(-?[0-9])?");
  private static final Pattern ORDINAL_DATE = Pattern.compile("[0-9]{4}-?[0-9]{3}");
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{2})(?::?([0-9]{2})(?::?([0-9]{2}))?)?(?:[.,]([0-9]+))?"
              + "([Zz]|([+\u2212-])([0-9]{2})(?::?([0-9]{2})(?::?([0-9]{2}))?)?)?");

  private static final int FRACTION_DIGITS = 40;
  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;
  private static final long MINUTE = 60;

  private Iso8601() {}

  /**
   * The Unix seconds of the point in time that {@code text} spells.
   *
   * @throws DateTimeException if it spells none; its message says what it is instead, such as "it
   *     is a week date"
   */
  static double seconds(String text) {
    int divider = Math.max(text.indexOf('T'), text.indexOf('t'));
    long date = divider < 0 ? day(text) : day(text.substring(0, divider));
    BigDecimal time = divider < 0 ? BigDecimal.ZERO : time(text.substring(divider + 1));
    return BigDecimal.valueOf(date * DAY).add(time).doubleValue();
  }

  private static long day(String text) {
    Matcher date = EXTENDED_DATE.matcher(text);
    if (!date.matches()) {
      date = BASIC_DATE.matcher(text);
    }
    if (!date.matches()) {
      throw new DateTimeException(otherDate(text));
    }
    long year = Long.parseLong(date.group(1));
    if (Math.abs(year) > Year.MAX_VALUE) {
      throw new DateTimeException("its year is out of range");
    }
    try {
      return LocalDate.of((int) year, (int) number(date, 2), (int) number(date, 3)).toEpochDay();
    } catch (DateTimeException e) {
      throw new DateTimeException("there is no such date", e);
    }
  }

  private static String otherDate(String text) {
    if (WEEK_DATE.matcher(text).matches()) {
      return "it is a week date; write the calendar date";
    }
    return ORDINAL_DATE.matcher(text).matches()
        ? "it is an ordinal date; write the calendar date"
        : "it is no such text";
  }

  private static BigDecimal time(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new DateTimeException("its time of day is not valid");
    }
    BigDecimal seconds =
        BigDecimal.valueOf(number(time, 1) * HOUR + number(time, 2) * MINUTE + number(time, 3))
            .add(fraction(time));
    boolean exists =
        number(time, 2) < MINUTE
            && number(time, 3) < MINUTE
            && seconds.compareTo(BigDecimal.valueOf(DAY)) <= 0;
    if (!exists) {
      throw new DateTimeException(
          number(time, 3) == MINUTE
              ? "it is a leap second, which Unix seconds do not count"
              : "there is no such time of day");
    }
    return seconds.subtract(BigDecimal.valueOf(offset(time)));
  }

  private static BigDecimal fraction(Matcher time) {
    String digits = time.group(4);
    if (digits == null) {
      return BigDecimal.ZERO;
    }
    long unit = time.group(3) != null ? 1 : time.group(2) != null ? MINUTE : HOUR;
    String kept = digits.substring(0, Math.min(digits.length(), FRACTION_DIGITS));
    return new BigDecimal("0." + kept).multiply(BigDecimal.valueOf(unit));
  }

  private static long offset(Matcher time) {
    if (time.group(6) == null) {
      return 0;
    }
    if (number(time, 7) > 23 || number(time, 8) >= MINUTE || number(time, 9) >= MINUTE) {
      throw new DateTimeException("there is no such offset");
    }
    long seconds = number(time, 7) * HOUR + number(time, 8) * MINUTE + number(time, 9);
    return time.group(6).equals("+") ? seconds : -seconds;
  }

  private static long number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }
}
