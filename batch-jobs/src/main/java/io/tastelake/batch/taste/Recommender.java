package io.tastelake.batch.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Ranks items for a user by what the user rated. Not thread-safe. */
@FunctionalInterface
interface Recommender {

  /** The best items that are not among {@code rated}, at most {@link Ranking#MAX_LENGTH}. */
  List<String> ranked(Map<ItemId, Double> rated);

  /** The same for everybody: what most users like. */
  static Recommender popularity(List<String> byPopularity) {
    return rated ->
        byPopularity.stream()
            .filter(item -> !rated.containsKey(new ItemId(item)))
            .limit(Ranking.MAX_LENGTH)
            .toList();
  }

  /** By the inner product of the user's vector, folded in, and each item's. */
  static Recommender als(AlsSettings settings, Centre centre, Map<String, float[]> items) {
    Map<ItemId, float[]> factors = new HashMap<>();
    items.forEach((item, vector) -> factors.put(new ItemId(item), vector));
    FoldIn foldIn =
        FoldIn.into(
            ItemFactors.of(settings.rank(), factors), settings.alpha(), settings.lambda(), centre);
    return rated -> nearest(foldIn.vector(rated), items, rated);
  }

  private static List<String> nearest(
      float[] user, Map<String, float[]> items, Map<ItemId, Double> rated) {
    record Scored(String item, double score) {}
    Comparator<Scored> worstFirst =
        Comparator.comparingDouble(Scored::score)
            .thenComparing(Scored::item, Comparator.reverseOrder());
    PriorityQueue<Scored> best = new PriorityQueue<>(worstFirst);
    items.forEach(
        (item, vector) -> {
          if (!rated.containsKey(new ItemId(item))) {
            best.add(new Scored(item, product(user, vector)));
            if (best.size() > Ranking.MAX_LENGTH) {
              best.remove();
            }
          }
        });
    List<Scored> ranked = new ArrayList<>(best);
    ranked.sort(worstFirst.reversed());
    return ranked.stream().map(Scored::item).toList();
  }

  private static double product(float[] user, float[] item) {
    double sum = 0;
    for (int i = 0; i < user.length; i++) {
      sum += user[i] * (double) item[i];
    }
    return sum;
  }
}
