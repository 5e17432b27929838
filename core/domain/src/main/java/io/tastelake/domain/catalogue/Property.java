package io.tastelake.domain.catalogue;

import java.util.regex.Pattern;

/**
 * A property that entries of one kind may have.
 *
 * @param slot names its values where they are stored: a property that is deleted and created again
 *     has another one, and no values
 * @param repeated whether an entry has a list of values
 */
public record Property(long slot, String name, PropertyType type, boolean repeated) {

  /** What names are, for people. */
  public static final String NAMES = "1 to 64 letters, digits, '_', '-', '.' or spaces";

  /** No colon, which ends a name in filters. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_. -]{0,63}");

  /** Whether a property of such entries may be called so: not as their id is. */
  public static boolean isName(String name, EntryKind kind) {
    return NAME.matcher(name).matches() && !name.equals(kind.id());
  }
}
