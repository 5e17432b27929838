package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** How a contract spells points in time. All are Unix seconds as float64 inside. */
public enum Timestamps {
  /** A number, or text of one, as one of the public clients sends it. */
  UNIX_SECONDS {
    @Override
    public Optional<Double> read(JsonParser parser) throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> inRange(parser.getDoubleValue());
        case VALUE_STRING -> Numbers.finite(parser.getText()).flatMap(Timestamps::inRange);
        default -> Optional.empty();
      };
    }

    @Override
    public String accepted() {
      return "a number of Unix seconds from -150000000000.0 to 3500000000.0";
    }
  },

  /** ISO 8601 text with an offset or {@code Z}. */
  ISO_8601 {
    @Override
    public Optional<Double> read(JsonParser parser) throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_STRING -> parse(parser.getText()).flatMap(Timestamps::inRange);
        default -> Optional.empty();
      };
    }

    @Override
    public String accepted() {
      return "ISO 8601 text with an offset or Z, such as 2024-05-06T07:08:09Z";
    }
  };

  private static final double EARLIEST = -150000000000.0;
  private static final double LATEST = 3500000000.0;
  private static final double MICROS = 1e6;
  private static final DateTimeFormatter WITH_OFFSET =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .parseLenient()
          .appendOffsetId()
          .toFormatter();

  /** The point in time at the parser's current token, if there is one. */
  public abstract Optional<Double> read(JsonParser parser) throws IOException;

  /** What {@link #read} takes, for people. */
  public abstract String accepted();

  /** Unix seconds as ISO 8601 in UTC, to the microsecond. */
  public static String iso8601(double seconds) {
    double whole = Math.floor(seconds);
    long micros = Math.round((seconds - whole) * MICROS);
    return Instant.ofEpochSecond((long) whole, micros * 1000).toString();
  }

  private static Optional<Double> parse(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text, WITH_OFFSET).toInstant();
      return Optional.of(instant.getEpochSecond() + instant.getNano() / 1e9);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Double> inRange(double seconds) {
    return seconds >= EARLIEST && seconds <= LATEST ? Optional.of(seconds) : Optional.empty();
  }
}
