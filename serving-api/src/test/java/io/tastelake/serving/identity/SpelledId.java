package io.tastelake.serving.identity;

import io.tastelake.domain.identity.IdType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An id and some of its spellings.
 *
 * @param answered as JSON of answers
 * @param spellings as text
 */
public record SpelledId(IdType type, String answered, List<String> spellings) {

  private static final String URLSAFE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

  public static SpelledId any(IdType type, Random random) {
    return switch (type.form()) {
      case INT -> integer(type, new BigInteger(type.size() - 1, random), random.nextBoolean());
      case UINT -> integer(type, new BigInteger(type.size(), random), false);
      case UUID -> {
        String text = new UUID(random.nextLong(), random.nextLong()).toString();
        yield string(type, text, text.toUpperCase(Locale.ROOT));
      }
      case HEX -> {
        String text = text(random, "0123456789ABCDEF", type.size());
        yield string(type, text, text.toLowerCase(Locale.ROOT));
      }
      case URLSAFE -> {
        String text = text(random, URLSAFE, type.size());
        // "." and ".." alone are steps in a path, whatever the escaping
        yield string(type, text.matches("\\.{1,2}") ? "-" : text);
      }
      case TEXT -> {
        String text = text(random, "aB z/@%;+?#&=.~é用", type.size());
        yield string(type, text.matches("\\.{1,2}") ? "-" : text);
      }
      case BYTES -> {
        byte[] bytes = new byte[1 + random.nextInt(type.size())];
        random.nextBytes(bytes);
        yield string(
            type,
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            Base64.getUrlEncoder().encodeToString(bytes),
            Base64.getEncoder().withoutPadding().encodeToString(bytes),
            Base64.getEncoder().encodeToString(bytes));
      }
    };
  }

  /** What would be an id of a type that is a little larger. */
  public static String tooLarge(IdType type) {
    return switch (type.form()) {
      case INT -> BigInteger.ONE.shiftLeft(type.size() - 1).toString();
      case UINT -> BigInteger.ONE.shiftLeft(type.size()).toString();
      case UUID -> new UUID(1, 2) + "0";
      case HEX, URLSAFE, TEXT -> "a".repeat(type.size() + 1);
      case BYTES -> Base64.getEncoder().encodeToString(new byte[type.size() + 1]);
    };
  }

  private static SpelledId integer(IdType type, BigInteger magnitude, boolean negative) {
    String sign = negative && magnitude.signum() > 0 ? "-" : "";
    String answered = sign + magnitude;
    return new SpelledId(type, answered, List.of(answered, sign + "00" + magnitude));
  }

  private static SpelledId string(IdType type, String canonical, String... others) {
    List<String> spellings = new ArrayList<>(List.of(others));
    spellings.add(canonical);
    return new SpelledId(type, '"' + canonical + '"', spellings);
  }

  private static String text(Random random, String alphabet, int longest) {
    return IntStream.rangeClosed(0, random.nextInt(longest))
        .mapToObj(i -> "" + alphabet.charAt(random.nextInt(alphabet.length())))
        .collect(Collectors.joining());
  }

  /** One of the spellings, as text. */
  public String spelling(Random random) {
    return spellings.get(random.nextInt(spellings.size()));
  }

  /** One of the spellings, as JSON. */
  public String json(Random random) {
    return type.numeric() && random.nextBoolean() ? answered : '"' + spelling(random) + '"';
  }
}
