package io.tastelake.domain.interaction;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Points in time as interactions carry them: Unix seconds as float64, within bounds. */
public final class UnixSeconds {

  /** What {@link #ofNumber} takes, for people. */
  public static final String ACCEPTED_NUMBERS =
      "a number of Unix seconds from -150000000000.0 to 3500000000.0";

  /** What {@link #ofIso8601} takes, for people. */
  public static final String ACCEPTED_TEXTS =
      "ISO 8601 text with an offset or Z, such as 2024-05-06T07:08:09Z";

  private static final double EARLIEST = -150000000000.0;
  private static final double LATEST = 3500000000.0;
  private static final DateTimeFormatter WITH_OFFSET =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .parseLenient()
          .appendOffsetId()
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT); // else 31 February is the 28th

  private UnixSeconds() {}

  /** {@code seconds}, if it is within the bounds. */
  public static Optional<Double> inRange(double seconds) {
    return seconds >= EARLIEST && seconds <= LATEST ? Optional.of(seconds) : Optional.empty();
  }

  /** The point in time whose Unix seconds {@code text} spells, if it spells any within bounds. */
  public static Optional<Double> ofNumber(String text) {
    return Numbers.finite(text).flatMap(UnixSeconds::inRange);
  }

  /** The point in time that {@code text} spells with an offset, if it is within bounds. */
  public static Optional<Double> ofIso8601(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text, WITH_OFFSET).toInstant();
      return inRange(instant.getEpochSecond() + instant.getNano() / 1e9);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
