package io.tastelake.domain.interaction;

/** The names that tenants give to kinds of interactions, such as {@code view}. */
public final class InteractionType {

  /** What {@link #isValid} takes, for people. */
  public static final String ACCEPTED = "a string of 1 to 64 characters, without NUL";

  private static final int MAX_LENGTH = 64;

  private InteractionType() {}

  /**
   * Whether {@code name} can name one: 1 to 64 characters that UTF-8 can spell, none of them NUL.
   */
  public static boolean isValid(String name) {
    int length = name.codePointCount(0, name.length());
    return length >= 1 && length <= MAX_LENGTH && Unicode.storable(name);
  }

  /** Whether an event of any age may carry {@code name}: older ones may be empty or hold NUL. */
  public static boolean isStorable(String name) {
    return name.codePointCount(0, name.length()) <= MAX_LENGTH && Unicode.spellable(name);
  }
}
