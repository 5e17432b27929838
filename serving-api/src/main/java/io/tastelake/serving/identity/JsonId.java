package io.tastelake.serving.identity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.interaction.Numbers;
import java.io.IOException;

/**
 * An id as JSON spells it.
 *
 * @param text the string, or the number in decimal digits
 * @param form whether it stood there as a string or as a number
 */
public record JsonId(String text, Form form) {

  private static final int MAX_DIGITS = 40;

  /** The JSON types that an id may have. */
  public enum Form {
    STRING,
    NUMBER
  }

  public static JsonId string(String text) {
    return new JsonId(text, Form.STRING);
  }

  /** The id at the parser's current token, or null if a token of that kind is never an id. */
  public static JsonId read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case VALUE_STRING -> string(parser.getText());
      case VALUE_NUMBER_INT -> new JsonId(parser.getText(), Form.NUMBER);
      case VALUE_NUMBER_FLOAT -> new JsonId(Numbers.integerText(parser.getText()), Form.NUMBER);
      default -> null;
    };
  }

  /**
   * This id as text for an id of {@code type}: numbers serve only types that are numbers.
   *
   * @param subject what the id names
   * @throws WrongIdException if a number stands where the type wants a string
   */
  public String as(IdType type, WrongIdException.Subject subject) {
    if (form == Form.NUMBER && !type.numeric()) {
      throw new WrongIdException(
          subject,
          "The number " + text + " is not of type " + type + ": write the id as a string.");
    }
    return text;
  }

  /**
   * Writes a canonical id: a number if the type is one, otherwise a string. An id that came past
   * the API may be of another type, and is a string then.
   */
  public static void write(JsonGenerator json, IdType type, String canonical) throws IOException {
    if (type.numeric() && isInteger(canonical)) {
      json.writeNumber(canonical);
    } else {
      json.writeString(canonical);
    }
  }

  /** Whether {@code text} is an integer as JSON writes it. */
  private static boolean isInteger(String text) {
    int first = text.startsWith("-") ? 1 : 0;
    int digits = text.length() - first;
    if (digits < 1 || digits > MAX_DIGITS || (digits > 1 && text.charAt(first) == '0')) {
      return false;
    }
    for (int i = first; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
