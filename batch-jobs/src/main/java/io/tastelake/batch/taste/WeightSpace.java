package io.tastelake.batch.taste;

import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;

/**
 * Where weights of interactions are searched, at random, which unlike a grid or a sequence does not
 * mind how many types there are (Bergstra and Bengio: Random search for hyper-parameter
 * optimization, 2012).
 *
 * @param factor a strength is searched from this part of what it is to this multiple, evenly by its
 *     logarithm; it keeps its sign. At least 1
 * @param halfLives in days; one point in four has none
 */
record WeightSpace(double factor, SearchSpace.Range halfLives) {

  private static final double WITHOUT_HALF_LIFE = 0.25;

  /** Checks the factor. */
  WeightSpace {
    if (!(factor >= 1 && factor <= 1_000)) {
      throw new IllegalArgumentException(
          "--strength-factor must be 1 to 1000, not " + factor + ".");
    }
  }

  /**
   * Some weights that differ from {@code present} in strengths and half-life alone; saturation
   * stays, since only its ratio to strengths matters. The same types have a weight, so ratings
   * follow for the same pairs of user and item, with the same times.
   */
  List<ImplicitToExplicitParameters> points(
      ImplicitToExplicitParameters present, int count, long seed) {
    Random chance = new Random(seed);
    List<ImplicitToExplicitParameters> points = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Map<String, Weight> weights = new HashMap<>();
      new TreeMap<>(present.weights())
          .forEach((type, weight) -> weights.put(type, scaled(weight, chance.nextDouble())));
      points.add(
          new ImplicitToExplicitParameters(
              weights, halfLife(chance.nextDouble()), present.saturation()));
    }
    return points;
  }

  private Weight scaled(Weight weight, double share) {
    double strength = weight.strength();
    if (strength == 0) {
      return weight;
    }
    double size = Math.abs(strength);
    double scaled = new SearchSpace.Range(size / factor, size * factor).at(share);
    return new Weight(Math.copySign(scaled, strength), weight.property());
  }

  private OptionalDouble halfLife(double share) {
    return share < WITHOUT_HALF_LIFE
        ? OptionalDouble.empty()
        : OptionalDouble.of(halfLives.at((share - WITHOUT_HALF_LIFE) / (1 - WITHOUT_HALF_LIFE)));
  }
}
