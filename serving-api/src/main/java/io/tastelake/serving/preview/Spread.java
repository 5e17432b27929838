package io.tastelake.serving.preview;

import io.tastelake.domain.rating.Rating;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * How ratings lie on the scale.
 *
 * @param counts of those that round to 1, to 2 … to 10
 * @param mean neutral if there are none
 * @param deviation from the mean, as a standard deviation
 */
record Spread(List<Long> counts, long ratings, double mean, double deviation) {

  static Spread of(Collection<Rating> ratings) {
    long[] counts = new long[(int) Rating.HIGHEST];
    DoubleSummaryStatistics values = new DoubleSummaryStatistics();
    for (Rating rating : ratings) {
      counts[(int) Math.round(rating.value()) - 1]++;
      values.accept(rating.value());
    }
    double mean = ratings.isEmpty() ? Rating.NEUTRAL : values.getAverage();
    double squares =
        ratings.stream().mapToDouble(rating -> Math.pow(rating.value() - mean, 2)).sum();
    return new Spread(
        Arrays.stream(counts).boxed().toList(),
        ratings.size(),
        mean,
        Math.sqrt(squares / Math.max(1, ratings.size())));
  }
}
