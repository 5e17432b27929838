package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tastelake.domain.interaction.Numbers;
import io.tastelake.domain.interaction.UnixSeconds;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** How a contract spells points in time. All are Unix seconds as float64 inside. */
public enum Timestamps {
  /** A number, or text of one, as one of the public clients sends it. */
  UNIX_SECONDS {
    @Override
    public Optional<Double> read(JsonParser parser) throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> UnixSeconds.inRange(parser.getDoubleValue());
        case VALUE_STRING -> UnixSeconds.ofNumber(parser.getText());
        default -> Optional.empty();
      };
    }

    /** One of the public clients sends 0.0 for a timestamp that it was not given. */
    @Override
    public boolean isGiven(double seconds) {
      return seconds != 0.0;
    }

    @Override
    public String accepted() {
      return UnixSeconds.ACCEPTED_NUMBERS;
    }
  },

  /** ISO 8601 text; without an offset it is UTC. */
  ISO_8601 {
    @Override
    public Optional<Double> read(JsonParser parser) throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_STRING -> UnixSeconds.ofIso8601(parser.getText());
        default -> Optional.empty();
      };
    }

    @Override
    public String accepted() {
      return UnixSeconds.ACCEPTED_TEXTS;
    }
  },

  /** Either of the two. */
  ANY {
    @Override
    public Optional<Double> read(JsonParser parser) throws IOException {
      boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
      if (text && UnixSeconds.isAmbiguous(parser.getText())) {
        return Optional.empty();
      }
      Optional<Double> seconds = UNIX_SECONDS.read(parser);
      return seconds.isPresent() ? seconds : ISO_8601.read(parser);
    }

    @Override
    public String accepted() {
      return UNIX_SECONDS.accepted() + ", or " + ISO_8601.accepted();
    }
  };

  private static final double MICROS = 1e6;

  /** The point in time at the parser's current token, if there is one. */
  public abstract Optional<Double> read(JsonParser parser) throws IOException;

  /** Whether it is meant as a point in time, and not as none. */
  public boolean isGiven(double seconds) {
    return true;
  }

  /** What {@link #read} takes, for people. */
  public abstract String accepted();

  /** What {@link #read} takes, and why it did not take the value at the parser's current token. */
  public String refusal(JsonParser parser) throws IOException {
    String problem =
        switch (parser.currentToken()) {
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
              this == ISO_8601 ? "it is a number" : UnixSeconds.problemOfNumber(parser.getText());
          case VALUE_STRING -> problem(parser.getText());
          default -> "it is neither text nor a number";
        };
    return accepted() + " (" + problem + ")";
  }

  private String problem(String text) {
    boolean number = Numbers.finite(text).isPresent();
    return this == UNIX_SECONDS || (number && this == ANY)
        ? UnixSeconds.problemOfNumber(text)
        : UnixSeconds.problemOfIso8601(text);
  }

  /** Unix seconds as ISO 8601 in UTC, to the microsecond. */
  public static String iso8601(double seconds) {
    double whole = Math.floor(seconds);
    long micros = Math.round((seconds - whole) * MICROS);
    return Instant.ofEpochSecond((long) whole, micros * 1000).toString();
  }
}
