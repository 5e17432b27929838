package io.tastelake.domain.catalogue;

import io.tastelake.domain.identity.ItemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Orders items anew so that neighbours differ, after the idea of maximal marginal relevance
 * (Carbonell, Goldstein, SIGIR 1998): the next is always the item with the greatest (1 − place /
 * count) · 2^(−Σ weight · how many before it share a value).
 */
public final class Diversity {

  private Diversity() {}

  /**
   * By what items are to differ.
   *
   * @param weight at least 0; at 0 nothing changes
   * @param values an item's values
   */
  public record Criterion(double weight, Function<ItemId, List<Object>> values) {}

  /** The same things in another order. */
  public static <T> List<T> order(
      List<T> things, Function<T, ItemId> item, List<Criterion> criteria) {
    List<List<List<Object>>> values = new ArrayList<>();
    for (Criterion criterion : criteria) {
      values.add(things.stream().map(item).map(criterion.values()).toList());
    }
    List<Map<Object, Integer>> seen = new ArrayList<>();
    criteria.forEach(unused -> seen.add(new HashMap<>()));
    List<T> ordered = new ArrayList<>(things.size());
    boolean[] taken = new boolean[things.size()];
    for (int count = 0; count < taken.length; count++) {
      int best = -1;
      double bestScore = -1;
      for (int i = 0; i < taken.length; i++) {
        double relevance = 1 - (double) i / taken.length;
        if (!taken[i] && relevance > bestScore) {
          double score = relevance * Math.pow(2, -penalty(i, criteria, values, seen));
          if (score > bestScore) {
            best = i;
            bestScore = score;
          }
        }
      }
      taken[best] = true;
      ordered.add(things.get(best));
      for (int c = 0; c < criteria.size(); c++) {
        Map<Object, Integer> counts = seen.get(c);
        values.get(c).get(best).forEach(value -> counts.merge(value, 1, Integer::sum));
      }
    }
    return ordered;
  }

  private static double penalty(
      int at,
      List<Criterion> criteria,
      List<List<List<Object>>> values,
      List<Map<Object, Integer>> seen) {
    double penalty = 0;
    for (int c = 0; c < criteria.size(); c++) {
      int most = 0;
      for (Object value : values.get(c).get(at)) {
        most = Math.max(most, seen.get(c).getOrDefault(value, 0));
      }
      penalty += criteria.get(c).weight() * most;
    }
    return Math.min(penalty, 1000);
  }
}
