package io.tastelake.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Contestants that took turns in one run. A machine gets slower and faster while it runs, and
 * alternating lets all of them have their share of that; so ratios are to be trusted, and absolute
 * figures less.
 */
public final class Rounds {

  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

  private Rounds() {}

  /**
   * Lets each contestant run {@code warmups} times for nothing and {@code rounds} times to be
   * measured, in turns; who begins moves on by one each round.
   */
  public static Rounds alternate(List<? extends Contestant> contestants, int warmups, int rounds)
      throws Exception {
    Rounds done = new Rounds();
    contestants.forEach(contestant -> done.samples.put(contestant.name(), new ArrayList<>()));
    for (int round = -warmups; round < rounds; round++) {
      for (int turn = 0; turn < contestants.size(); turn++) {
        Contestant next =
            contestants.get(Math.floorMod(Math.max(round, 0) + turn, contestants.size()));
        Sample sample = next.run();
        if (round >= 0) {
          done.samples.get(next.name()).add(sample);
        }
      }
    }
    return done;
  }

  /** The median over all rounds of one of a contestant's values. */
  public double median(Contestant contestant, String value) {
    return median(
        samples.get(contestant.name()).stream()
            .mapToDouble(sample -> sample.value(value))
            .toArray());
  }

  /** The median over all rounds of {@code one}'s value divided by {@code other}'s of that round. */
  public double ratio(Contestant one, Contestant other, String value) {
    return median(ratios(one, other, value));
  }

  /** All that {@link #ratio} is the median of, for the note beside it. */
  public String ratioSpread(Contestant one, Contestant other, String value) {
    return spread(Arrays.stream(ratios(one, other, value)));
  }

  private double[] ratios(Contestant one, Contestant other, String value) {
    List<Sample> ours = samples.get(one.name());
    List<Sample> theirs = samples.get(other.name());
    double[] ratios = new double[ours.size()];
    Arrays.setAll(ratios, round -> ours.get(round).value(value) / theirs.get(round).value(value));
    return ratios;
  }

  /** All of a contestant's values of one name, for the note beside their median. */
  public String spread(Contestant contestant, String value) {
    return spread(
        samples.get(contestant.name()).stream().mapToDouble(sample -> sample.value(value)));
  }

  private static String spread(DoubleStream values) {
    return values.mapToObj(Quantity::text).collect(Collectors.joining(", ", "rounds: ", ""));
  }

  /** The middle one; of an even number the mean of the two in the middle. */
  public static double median(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("An empty list has no median.");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
