package io.tastelake.contracts.cell;

import io.tastelake.contracts.cell.Cell.Kind;
import io.tastelake.domain.interaction.Numbers;
import io.tastelake.domain.interaction.UnixSeconds;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a file spells points in time.
 *
 * @param format null for Unix seconds and ISO 8601; a key of {@link #UNITS}; or a pattern of {@link
 *     DateTimeFormatter}
 * @param zone of times without an offset, as {@link ZoneId#of} reads it
 */
public record TimestampFormat(String format, String zone) implements Serializable {

  public static final TimestampFormat DEFAULT = new TimestampFormat(null, "UTC");

  /** Units of numbers, by how many make a second. */
  public static final Map<String, Integer> UNITS =
      Map.of("epoch-seconds", 1, "epoch-millis", 1_000, "epoch-micros", 1_000_000);

  private static final Pattern OFFSET =
      Pattern.compile(".*[Tt].*([Zz]|[+\\u2212-][0-9]{2}(:?[0-9]{2}){0,2})");
  private static final Pattern DIGITS_OF_A_TIME = Pattern.compile("(19|2[01])[0-9]{12}");

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one is wrong; a sentence that says what would be right
   */
  public TimestampFormat {
    try {
      ZoneId unused = ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "there is no time zone '%s': give one such as UTC, +02:00 or Europe/Berlin."
              .formatted(zone),
          e);
    }
    if (format != null && !UNITS.containsKey(format)) {
      try {
        DateTimeFormatter unused = formatter(format);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "a timestamp format is epoch-seconds, epoch-millis, epoch-micros or a pattern such as"
                + " 'yyyy-MM-dd HH:mm:ss', not '%s': %s.".formatted(format, e.getMessage()),
            e);
      }
    }
  }

  /**
   * Reads cells of one task.
   *
   * @param setting what whoever imports calls the format
   */
  public Reader reader(String setting) {
    return new Reader(this, setting);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT); // else 31 February is the 28th
  }

  /** Reads cells; not serializable as the format is. */
  public static final class Reader {

    private final TimestampFormat format;
    private final String setting;
    private final ZoneId zone;
    private final DateTimeFormatter pattern;

    private Reader(TimestampFormat format, String setting) {
      this.format = format;
      this.setting = setting;
      this.zone = ZoneId.of(format.zone());
      boolean patterned = format.format() != null && !UNITS.containsKey(format.format());
      this.pattern = patterned ? formatter(format.format()) : null;
    }

    /**
     * The Unix seconds in {@code cell}.
     *
     * @throws WrongRowException if there are none
     */
    public double seconds(Cell cell) throws WrongRowException {
      if (format.format() == null) {
        return seconds(cell.text(), cell.is(Kind.NUMBER));
      }
      Optional<Double> seconds = pattern == null ? counted(cell.text()) : patterned(cell.text());
      return seconds.orElseThrow(
          () ->
              new WrongRowException(
                  "The field timestamp must be %s, as %s says, from the year"
                          .formatted(format.format(), setting)
                      + " -2784 to 2080; '%s' is not.".formatted(shown(cell.text()))));
    }

    private double seconds(String text, boolean number) throws WrongRowException {
      if (UnixSeconds.isAmbiguous(text)) {
        throw asked(text, "it may be a date or Unix seconds", "yyyyMMdd or epoch-seconds");
      }
      if (DIGITS_OF_A_TIME.matcher(text).matches()) {
        throw asked(text, "it looks like a date and a time", "yyyyMMddHHmmss");
      }
      Optional<Double> seconds = UnixSeconds.ofNumber(text);
      if (seconds.isEmpty() && !number) {
        seconds = UnixSeconds.ofIso8601(text).map(utc -> inZone(utc, text));
      }
      if (seconds.isEmpty()) {
        throw refused(text);
      }
      return seconds.get();
    }

    private WrongRowException refused(String text) {
      for (String unit : new String[] {"epoch-millis", "epoch-micros"}) {
        if (counted(text, UNITS.get(unit)).isPresent()) {
          String plural = unit.equals("epoch-millis") ? "milliseconds" : "microseconds";
          return asked(text, "it is too large for seconds, and looks like " + plural, unit);
        }
      }
      return new WrongRowException(
          "The field timestamp must be %s, or %s ('%s': %s)."
              .formatted(
                  UnixSeconds.ACCEPTED_NUMBERS,
                  UnixSeconds.ACCEPTED_TEXTS,
                  shown(text),
                  Numbers.finite(text).isPresent()
                      ? UnixSeconds.problemOfNumber(text)
                      : UnixSeconds.problemOfIso8601(text)));
    }

    private WrongRowException asked(String text, String guess, String formats) {
      return new WrongRowException(
          "The field timestamp holds '%s': %s. If it is, import with %s %s."
              .formatted(text, guess, setting, formats));
    }

    private Optional<Double> counted(String text) {
      return counted(text, UNITS.get(format.format()));
    }

    private static Optional<Double> counted(String text, int perSecond) {
      return Numbers.finite(text)
          .map(
              number ->
                  new BigDecimal(text)
                      .divide(BigDecimal.valueOf(perSecond)) // a power of ten: it ends
                      .doubleValue())
          .flatMap(UnixSeconds::inRange);
    }

    private Optional<Double> patterned(String text) {
      try {
        TemporalAccessor time =
            pattern.parseBest(
                text,
                OffsetDateTime::from,
                ZonedDateTime::from,
                Instant::from,
                LocalDateTime::from,
                LocalDate::from);
        Instant instant = instant(time);
        return UnixSeconds.inRange(instant.getEpochSecond() + instant.getNano() / 1e9);
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    private Instant instant(TemporalAccessor time) {
      if (time instanceof LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
      }
      return time instanceof LocalDateTime local
          ? local.atZone(zone).toInstant()
          : Instant.from(time);
    }

    /** What was read as UTC, for want of an offset, in the zone that it is in. */
    private double inZone(double utc, String text) {
      if (zone.equals(ZoneOffset.UTC) || OFFSET.matcher(text).matches()) {
        return utc;
      }
      double whole = Math.floor(utc);
      LocalDateTime local = LocalDateTime.ofEpochSecond((long) whole, 0, ZoneOffset.UTC);
      return local.atZone(zone).toEpochSecond() + (utc - whole);
    }

    private static String shown(String text) {
      return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
  }
}
