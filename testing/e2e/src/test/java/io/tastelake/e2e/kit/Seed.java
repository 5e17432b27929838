package io.tastelake.e2e.kit;

import java.util.SplittableRandom;

/**
 * Where a test's chance comes from: printed when the test starts, and given again with {@code
 * -Dtastelake.test.seed=N}.
 */
public record Seed(long value) {

  /** The given seed, or a new one. */
  public static Seed announced(String test) {
    Seed seed = new Seed(Long.getLong("tastelake.test.seed", System.nanoTime()));
    System.out.println(test + ": -Dtastelake.test.seed=" + seed.value);
    return seed;
  }

  /** Chance of its own for one part of the test: the same for the same seed. */
  public SplittableRandom random(int part) {
    return new SplittableRandom(value + 0x9E3779B97F4A7C15L * part);
  }
}
