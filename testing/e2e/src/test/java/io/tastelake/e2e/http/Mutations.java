package io.tastelake.e2e.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;

/** Damage at random: to a request's bytes, or to its parts before its length is counted. */
final class Mutations {

  private static final List<String> SPLINTERS =
      List.of(
          "",
          "/",
          "//",
          "%",
          "%00",
          "%2F",
          "%ff",
          "..",
          "~me",
          "[0]",
          "&",
          "=",
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "1E-999",
          "9223372036854775808",
          "\"",
          "{",
          "}",
          "[",
          "]",
          "[]",
          "{}",
          ":",
          ",",
          "\\u0000",
          "\\ud800",
          "\u00e9",
          "\0",
          " ",
          "\t",
          "\r\n",
          "\r\n\r\n",
          "NaN",
          "Infinity",
          "{\"a\":".repeat(70),
          "[".repeat(5_000),
          "x".repeat(10_000),
          "\ud83d\ude00");

  private final SplittableRandom random;

  Mutations(SplittableRandom random) {
    this.random = random;
  }

  /** {@code text} with one to three damages. */
  String damaged(String text) {
    String damaged = text;
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      damaged = damagedOnce(damaged);
    }
    return damaged;
  }

  private String damagedOnce(String text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(12));
    String splinter = SPLINTERS.get(random.nextInt(SPLINTERS.size()));
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, at) + splinter + text.substring(at);
      case 1 -> text.substring(0, at) + splinter + text.substring(end);
      case 2 -> text.substring(0, at) + text.substring(end);
      case 3 -> text.substring(0, end) + text.substring(at);
      default -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(end);
    };
  }

  /** {@code bytes} with some of them changed. */
  byte[] flipped(byte[] bytes) {
    ByteArrayOutputStream flipped = new ByteArrayOutputStream();
    for (byte octet : bytes) {
      flipped.write(random.nextInt(bytes.length) < 2 ? random.nextInt(256) : octet);
    }
    return flipped.toByteArray();
  }

  /** Bytes that spell {@code text}, in UTF-8 or in what is none. */
  byte[] encoded(String text) {
    return random.nextInt(4) == 0 ? text.getBytes(ISO_8859_1) : text.getBytes(UTF_8);
  }
}
