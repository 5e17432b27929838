package io.tastelake.domain.interaction;

/** What text may be stored: all that UTF-8 can spell. */
public final class Unicode {

  private Unicode() {}

  /** Whether a database keeps {@code name}: UTF-8 can spell it, and it holds no NUL. */
  public static boolean storable(String name) {
    return name.indexOf('\0') < 0 && spellable(name);
  }

  /** Whether UTF-8 can spell {@code text}: it holds no half of a surrogate pair. */
  public static boolean spellable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
