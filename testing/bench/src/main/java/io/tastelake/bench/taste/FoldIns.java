package io.tastelake.bench.taste;

import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Rounds;
import io.tastelake.bench.measure.Target;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** P7: fold-ins of one thread, of users with as many ratings each. */
final class FoldIns {

  private static final int RANK = 64;
  private static final int ITEMS = 10_000;
  private static final int RATINGS = 40;
  private static final int USERS = 2_000;
  private static final int WARM_UP_ROUNDS = 5;
  private static final int ROUNDS = 15;
  private static final double TARGET_MICROS = 60;

  private final FoldIn foldIn;
  private final List<Map<ItemId, Double>> users;
  private double checksum;

  private FoldIns(SplittableRandom random) {
    this.foldIn = FoldIn.into(factors(random), 1, 0.1, Centre.NEUTRAL);
    this.users = Stream.generate(() -> ratings(random)).limit(USERS).toList();
  }

  static void measure(long seed, Report report) {
    FoldIns foldIns = new FoldIns(new SplittableRandom(seed));
    IntStream.range(0, WARM_UP_ROUNDS).forEach(round -> foldIns.microsEach());
    double[] micros = IntStream.range(0, ROUNDS).mapToDouble(r -> foldIns.microsEach()).toArray();
    report.add(
        Figure.of("P7", "fold-in, k = 64, 40 ratings, one thread", Rounds.median(micros), "µs")
            .target(Target.atMost(TARGET_MICROS))
            .note(
                "median of %d rounds of %,d users; checksum %.3f"
                    .formatted(ROUNDS, USERS, foldIns.checksum)));
  }

  private double microsEach() {
    long start = System.nanoTime();
    for (Map<ItemId, Double> user : users) {
      checksum += foldIn.vector(user)[0];
    }
    return (System.nanoTime() - start) / 1e3 / users.size();
  }

  private static ItemFactors factors(SplittableRandom random) {
    Map<ItemId, float[]> vectors = new HashMap<>();
    for (int item = 0; item < ITEMS; item++) {
      float[] vector = new float[RANK];
      for (int i = 0; i < RANK; i++) {
        vector[i] = (float) random.nextDouble(-0.1, 0.3);
      }
      vectors.put(item(item), vector);
    }
    return ItemFactors.of(RANK, vectors);
  }

  private static Map<ItemId, Double> ratings(SplittableRandom random) {
    Map<ItemId, Double> ratings = new HashMap<>();
    while (ratings.size() < RATINGS) {
      ratings.put(item(random.nextInt(ITEMS)), random.nextDouble(1, 10));
    }
    return ratings;
  }

  private static ItemId item(int number) {
    return new ItemId(Integer.toString(number));
  }
}
