package io.tastelake.domain.interaction;

/**
 * What the canonical form of every id is, whichever {@link io.tastelake.domain.identity.IdType} its
 * database fixed.
 */
public final class IdText {

  /** What {@link #isValid} takes, for people. */
  public static final String ACCEPTED =
      "1 to 86 characters of well-formed Unicode without control characters";

  /** Characters of the longest canonical form: 64 bytes in base64. */
  public static final int MAX_LENGTH = 86;

  private IdText() {}

  /** Whether {@code text} can be an id. */
  public static boolean isValid(String text) {
    int length = text.length();
    if (length == 0 || length > 2 * MAX_LENGTH || text.codePointCount(0, length) > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return Unicode.spellable(text);
  }
}
