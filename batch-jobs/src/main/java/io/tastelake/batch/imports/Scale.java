package io.tastelake.batch.imports;

import io.tastelake.domain.interaction.Numbers;
import io.tastelake.domain.rating.Rating;
import java.io.Serializable;
import java.util.Optional;

/**
 * The scale that a file's ratings are on; Tastelake's own is 1 to 10, and others are mapped to it
 * linearly.
 */
record Scale(double lowest, double highest) implements Serializable {

  static final Scale OWN = new Scale(Rating.LOWEST, Rating.HIGHEST);

  private static final double EXACT = 1e15;

  /**
   * Reads {@code 0.5:5}.
   *
   * @throws IllegalArgumentException if it is something else; a sentence that names the option
   */
  static Scale parse(String text) {
    String[] ends = text.split(":", -1);
    Optional<Double> lowest = Numbers.finite(ends[0]);
    Optional<Double> highest = Numbers.finite(ends[ends.length - 1]);
    if (ends.length == 2 && lowest.isPresent() && highest.isPresent()) {
      double range = highest.get() - lowest.get();
      if (range > 0 && Double.isFinite(range * Rating.HIGHEST)) {
        return new Scale(lowest.get(), highest.get());
      }
    }
    throw new IllegalArgumentException(
        "--scale is the lowest and the highest rating, such as 0.5:5, not '%s'.".formatted(text));
  }

  /** Where {@code rating} is from 1 to 10; none if it is off this scale. */
  Optional<Double> mapped(double rating) {
    if (rating < lowest || rating > highest) {
      return Optional.empty();
    }
    double range = Rating.HIGHEST - Rating.LOWEST;
    return Optional.of(Rating.LOWEST + (rating - lowest) * range / (highest - lowest));
  }

  @Override
  public String toString() {
    return plain(lowest) + " to " + plain(highest);
  }

  private static String plain(double end) {
    return end == Math.rint(end) && Math.abs(end) < EXACT
        ? Long.toString((long) end)
        : Double.toString(end);
  }
}
