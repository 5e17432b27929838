package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.command.VisibleText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How pages spell ids, numbers and times. Templates escape what HTML would take for its own. */
public final class Shown {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private Shown() {}

  /** An id, or any other text of others, with what cannot be seen spelled out. */
  public static String text(String text) {
    return VisibleText.of(text);
  }

  /** The same of a JSON value. */
  public static String text(JsonNode value) {
    return text(value.isValueNode() ? value.asText() : value.toString());
  }

  /** A path that begins with {@code start}, with parameters by name and value. */
  public static String link(String start, String... parameters) {
    StringBuilder link = new StringBuilder(start);
    for (int i = 0; i < parameters.length; i += 2) {
      link.append(i == 0 ? '?' : '&')
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return link.toString();
  }

  /** A segment of a path; one of dots alone would be another path. */
  static String segment(String text) {
    String escaped = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    return text.equals(".") || text.equals("..") ? escaped.replace(".", "%2E") : escaped;
  }

  public static String time(double unixSeconds) {
    return unixSeconds == 0 ? "never" : TIME.format(Instant.ofEpochSecond((long) unixSeconds));
  }

  public static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? "%,d".formatted((long) number)
        : String.format(Locale.ROOT, "%.3f", number);
  }

  /** Two digits, as ratings have them. */
  public static String rating(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.2f", value.asDouble()) : "–";
  }

  /** How long ago something was. */
  public static String ago(double seconds) {
    Duration duration = Duration.ofMillis((long) (seconds * 1000));
    if (duration.toSeconds() < 120) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, seconds));
    } else if (duration.toMinutes() < 120) {
      return duration.toMinutes() + " min";
    }
    return duration.toHours() < 72 ? duration.toHours() + " h" : duration.toDays() + " days";
  }
}
