package io.tastelake.domain.rating;

/**
 * How much a user likes an item.
 *
 * @param value 1 (not at all) to 10 (very much)
 * @param timestamp of what it was given or inferred from, Unix seconds
 */
public record Rating(double value, double timestamp) {

  public static final double LOWEST = 1;
  public static final double HIGHEST = 10;
  public static final double NEUTRAL = (LOWEST + HIGHEST) / 2;
  static final double FROM_NEUTRAL_TO_END = HIGHEST - NEUTRAL;

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it lies outside 1 to 10
   */
  public Rating {
    if (!isOnScale(value)) {
      throw new IllegalArgumentException("A rating must be 1 to 10, not " + value + ".");
    }
  }

  /** Whether {@code value} lies within 1 to 10. */
  public static boolean isOnScale(double value) {
    return value >= LOWEST && value <= HIGHEST;
  }
}
