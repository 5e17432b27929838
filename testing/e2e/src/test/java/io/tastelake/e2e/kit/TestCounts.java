package io.tastelake.e2e.kit;

/** How much a test does: in the ordinary run of minutes, or in the long one. */
public enum TestCounts {
  ORDINARY,
  LONG;

  private static final TestCounts CURRENT =
      valueOf(
          System.getProperty("tastelake.test.counts", "ordinary")
              .toUpperCase(java.util.Locale.ROOT));

  /** One of two amounts, as the system property {@code tastelake.test.counts} says. */
  public static int count(int ordinary, int inLong) {
    return either(ordinary, inLong);
  }

  /** One of two things, in the same way. */
  public static <T> T either(T ordinary, T inLong) {
    return CURRENT == LONG ? inLong : ordinary;
  }
}
