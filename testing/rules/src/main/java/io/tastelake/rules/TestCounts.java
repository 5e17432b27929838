package io.tastelake.rules;

import java.util.Locale;

/**
 * How much a test does: in the ordinary run of minutes, or in the long one, as the system property
 * {@code tastelake.test.counts} says.
 */
public enum TestCounts {
  ORDINARY,
  LONG;

  private static final TestCounts CURRENT =
      valueOf(System.getProperty("tastelake.test.counts", "ordinary").toUpperCase(Locale.ROOT));

  /** Whether this is the long run. */
  public static boolean isLong() {
    return CURRENT == LONG;
  }

  /** One of two amounts. */
  public static int count(int ordinary, int inLong) {
    return either(ordinary, inLong);
  }

  /** One of two things. */
  public static <T> T either(T ordinary, T inLong) {
    return isLong() ? inLong : ordinary;
  }
}
