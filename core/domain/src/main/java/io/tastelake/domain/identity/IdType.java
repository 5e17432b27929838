package io.tastelake.domain.identity;

import java.math.BigInteger;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type that a database fixes for its user, item or session ids. Two spellings of one id have
 * one canonical form, and only canonical forms are stored, compared and returned.
 *
 * @param form how ids are spelled
 * @param size bits of an integer, digits of a hexadecimal id, characters of a url-safe one, bytes
 *     of a binary one, code points of a text
 */
public record IdType(Form form, int size) {

  /** The families of id types. */
  public enum Form {
    INT,
    UINT,
    UUID,
    HEX,
    URLSAFE,
    BYTES,
    TEXT
  }

  public static final IdType UUID = new IdType(Form.UUID, 128);
  public static final IdType TEXT64 = new IdType(Form.TEXT, 64);
  public static final IdType URLSAFE64 = new IdType(Form.URLSAFE, 64);

  private static final int MAX_LENGTH = 64;
  private static final Pattern NAME =
      Pattern.compile("(int|uint)(8|16|32|64)|(uuid)|(hex|urlsafe|bytes|text)([1-9][0-9]?)");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,40}");
  private static final int MAX_SHORT_DIGITS = 18;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern HEX_TEXT = Pattern.compile("[0-9a-fA-F]+");
  private static final Pattern BASE64_TEXT =
      Pattern.compile("(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}");
  private static final int MAX_BASE64_LENGTH = 88;

  /** They mean something else in a path: oneself, everything, a step. */
  private static final Set<String> RESERVED_TEXTS = Set.of("~me", "*", ".", "..");

  private static final Pattern URLSAFE_TEXT = Pattern.compile("[A-Za-z0-9._-]+");

  /**
   * Reads a type's name: {@code int8}…{@code int64}, {@code uint8}…{@code uint64}, {@code uuid},
   * {@code hexN}, {@code urlsafeN}, {@code bytesN}, {@code textN} with N from 1 to 64.
   *
   * @throws InvalidIdException if there is no such type
   */
  public static IdType parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (matcher.matches()) {
      if (matcher.group(3) != null) {
        return UUID;
      }
      boolean integer = matcher.group(1) != null;
      String form = integer ? matcher.group(1) : matcher.group(4);
      int size = Integer.parseInt(integer ? matcher.group(2) : matcher.group(5));
      if (integer || size <= MAX_LENGTH) {
        return new IdType(Form.valueOf(form.toUpperCase(Locale.ROOT)), size);
      }
    }
    throw new InvalidIdException(
        "'"
            + name
            + "' is not an id type: use int8, int16, int32, int64, the same with uint, uuid, "
            + "or hexN, urlsafeN, bytesN, textN with N from 1 to 64.");
  }

  /** Whether ids of this type are numbers in JSON; all others are strings. */
  public boolean numeric() {
    return form == Form.INT || form == Form.UINT;
  }

  /**
   * The one spelling of the id that {@code text} spells.
   *
   * @throws InvalidIdException if {@code text} spells no id of this type
   */
  public String canonical(String text) {
    return switch (form) {
      case INT, UINT -> canonicalInteger(text);
      case UUID -> matching(UUID_TEXT, text, 36).toLowerCase(Locale.ROOT);
      case HEX -> matching(HEX_TEXT, text, size).toUpperCase(Locale.ROOT);
      case URLSAFE -> matching(URLSAFE_TEXT, text, size);
      case BYTES -> canonicalBytes(text);
      case TEXT -> canonicalText(text);
    };
  }

  private String canonicalInteger(String text) {
    if (isShortInteger(text) && fits(Long.parseLong(text))) {
      return text;
    }
    BigInteger number = new BigInteger(matching(INTEGER, text, 40));
    boolean signed = form == Form.INT;
    boolean inRange =
        signed ? number.bitLength() < size : number.signum() >= 0 && number.bitLength() <= size;
    if (!inRange) {
      throw wrong(text);
    }
    return number.toString();
  }

  /** What fits a long and is spelled as it is stored: no sign, no leading zero. */
  private static boolean isShortInteger(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_SHORT_DIGITS || (length > 1 && text.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private boolean fits(long number) {
    int bits = form == Form.INT ? size - 1 : size;
    return bits >= Long.SIZE || number >>> bits == 0;
  }

  /** Only what an encoder writes: what has other unused bits would decode to the same bytes. */
  private String canonicalBytes(String text) {
    String spelled = matching(BASE64_TEXT, text, MAX_BASE64_LENGTH);
    boolean padded = spelled.endsWith("=");
    if (padded && spelled.length() % 4 != 0) {
      throw wrong(text);
    }
    String unpadded = spelled.replaceFirst("=+$", "").replace('+', '-').replace('/', '_');
    byte[] bytes = decoded(unpadded, text);
    String canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    if (bytes.length > size || !canonical.equals(unpadded)) {
      throw wrong(text);
    }
    return canonical;
  }

  private byte[] decoded(String base64, String text) {
    try {
      return Base64.getUrlDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
  }

  private String canonicalText(String text) {
    boolean fits = text.length() <= 2 * size && text.codePointCount(0, text.length()) <= size;
    if (text.isEmpty() || !fits || RESERVED_TEXTS.contains(text)) {
      throw wrong(text);
    }
    if (text.codePoints().anyMatch(IdType::unusable)) {
      throw wrong(text);
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      throw new InvalidIdException(
          "'%s' is not of type %s: it is not in Unicode's normal form NFC; normalize it first."
              .formatted(text, this));
    }
    return text;
  }

  /** Control, format, separator and unassigned characters, and halves of surrogate pairs. */
  private static boolean unusable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private String matching(Pattern pattern, String text, int longest) {
    if (text.length() > longest || !pattern.matcher(text).matches()) {
      throw wrong(text);
    }
    return text;
  }

  private InvalidIdException wrong(String text) {
    String shown = text.length() <= 80 ? text : text.substring(0, 80) + "…";
    return new InvalidIdException("'" + shown + "' is not of type " + this + ": " + accepted());
  }

  private String accepted() {
    return switch (form) {
      case INT -> "an integer of " + size + " bits with sign.";
      case UINT -> "an integer of " + size + " bits without sign.";
      case UUID -> "32 hexadecimal digits in groups of 8-4-4-4-12.";
      case HEX -> "1 to " + size + " hexadecimal digits.";
      case URLSAFE -> "1 to " + size + " characters of letters, digits, '.', '_' and '-'.";
      case BYTES -> "base64 of 1 to " + size + " bytes, whose unused last bits are zero.";
      case TEXT ->
          "1 to "
              + size
              + " characters of Unicode in NFC, other than ~me, *, . and .., without control,"
              + " format and unassigned characters.";
    };
  }

  /** The type's name, as {@link #parse} reads it. */
  @Override
  public String toString() {
    String name = form.name().toLowerCase(Locale.ROOT);
    return form == Form.UUID ? name : name + size;
  }
}
