package io.tastelake.domain.catalogue;

import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.InvalidIdException;
import io.tastelake.domain.interaction.Unicode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a property's values.
 *
 * @param name as it was given
 * @param size bits of a number, code points of a text
 */
public record PropertyType(String name, Form form, int size) {

  /** The families of types. */
  public enum Form {
    INT,
    UINT,
    FLOAT,
    BOOL,
    TEXT,
    ID
  }

  /** Code points of a text whose type names no length. */
  public static final int MAX_TEXT_LENGTH = 1024;

  private static final Pattern NUMBER = Pattern.compile("(int|uint)(8|16|32|64)|float(32|64)");
  private static final Pattern TEXT = Pattern.compile("unicode([1-9][0-9]{0,3})?");
  private static final Pattern ID = Pattern.compile("uuid|(hex|urlsafe|bytes)[1-9][0-9]?");

  /** The types' names, for people. */
  public static final String NAMES =
      "int8, int16, int32, int64, the same with uint, float32, float64, bool, unicode or unicodeN"
          + " (N code points, at most 1024), uuid, hexN, urlsafeN, bytesN";

  /** The type of a name, if there is one. */
  public static Optional<PropertyType> parse(String name) {
    Matcher number = NUMBER.matcher(name);
    if (number.matches()) {
      boolean whole = number.group(1) != null;
      Form form = !whole ? Form.FLOAT : number.group(1).equals("int") ? Form.INT : Form.UINT;
      int size = Integer.parseInt(whole ? number.group(2) : number.group(3));
      return Optional.of(new PropertyType(name, form, size));
    }
    Matcher text = TEXT.matcher(name);
    if (text.matches()) {
      int size = text.group(1) == null ? MAX_TEXT_LENGTH : Integer.parseInt(text.group(1));
      return Optional.of(new PropertyType(name, Form.TEXT, size))
          .filter(type -> size <= MAX_TEXT_LENGTH);
    }
    if (name.equals("bool")) {
      return Optional.of(new PropertyType(name, Form.BOOL, 1));
    }
    return ID.matcher(name).matches() ? id(name) : Optional.empty();
  }

  private static Optional<PropertyType> id(String name) {
    try {
      return Optional.of(new PropertyType(name, Form.ID, IdType.parse(name).size()));
    } catch (InvalidIdException e) {
      return Optional.empty();
    }
  }

  /** Whether values are numbers. */
  public boolean numeric() {
    return form == Form.INT || form == Form.UINT || form == Form.FLOAT;
  }

  /** Whether values are texts. */
  public boolean textual() {
    return form == Form.TEXT || form == Form.ID;
  }

  /** Whether a number is a value of this type. */
  public boolean holds(BigDecimal number) {
    return switch (form) {
      case FLOAT ->
          size == Float.SIZE
              ? Float.isFinite(number.floatValue())
              : Double.isFinite(number.doubleValue());
      case INT, UINT -> whole(number).filter(this::inRange).isPresent();
      default -> false;
    };
  }

  /** One as long as a million digits would fill the heap. */
  private static Optional<BigInteger> whole(BigDecimal number) {
    boolean small = number.precision() - (long) number.scale() <= 20;
    boolean whole = small && number.stripTrailingZeros().scale() <= 0;
    return whole ? Optional.of(number.toBigIntegerExact()) : Optional.empty();
  }

  private boolean inRange(BigInteger number) {
    return form == Form.INT
        ? number.bitLength() < size
        : number.signum() >= 0 && number.bitLength() <= size;
  }

  /** The one spelling of a text that is a value of this type; empty if it is none. */
  public Optional<String> canonical(String text) {
    if (form == Form.ID) {
      try {
        return Optional.of(IdType.parse(name).canonical(text));
      } catch (InvalidIdException e) {
        return Optional.empty();
      }
    }
    boolean fits =
        form == Form.TEXT
            && Unicode.storable(text)
            && text.codePointCount(0, text.length()) <= size;
    return fits ? Optional.of(text) : Optional.empty();
  }
}
