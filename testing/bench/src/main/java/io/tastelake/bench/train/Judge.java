package io.tastelake.bench.train;

import io.tastelake.batch.taste.AlsSettings;
import io.tastelake.batch.taste.FullLoss;
import io.tastelake.batch.taste.SparseRows;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.domain.taste.TopItems;
import io.tastelake.domain.taste.TopItems.Candidates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * How good item factors are, with the vectors that users are served: folded in from what they
 * rated.
 */
final class Judge {

  private static final int AT = 20;
  private static final int MAX_ASKED = 2_000;

  private final AlsSettings als;
  private final Map<String, Map<ItemId, Double>> rated;
  private final Map<String, Set<ItemId>> heldOut;

  /**
   * @param known rows of user id, item id and preference, which models were trained from
   * @param liked rows of user id and item id, which were held out
   */
  Judge(AlsSettings als, Iterator<Row> known, Iterator<Row> liked) {
    this.als = als;
    this.rated = new HashMap<>();
    known.forEachRemaining(
        row ->
            rated
                .computeIfAbsent(row.getString(0), user -> new HashMap<>())
                .put(new ItemId(row.getString(1)), row.getDouble(2)));
    this.heldOut = new HashMap<>();
    liked.forEachRemaining(row -> holdOut(row.getString(0), new ItemId(row.getString(1))));
  }

  private void holdOut(String user, ItemId item) {
    boolean room = heldOut.size() < MAX_ASKED && rated.containsKey(user);
    if (room || heldOut.containsKey(user)) {
      heldOut.computeIfAbsent(user, asked -> new HashSet<>()).add(item);
    }
  }

  /** The objective over all pairs, and NDCG@20 over those who were asked. */
  record Scores(double loss, double ndcg, int asked) {}

  Scores judge(Map<ItemId, float[]> vectors) {
    ItemFactors items = ItemFactors.of(als.rank(), vectors);
    FoldIn foldIn = FoldIn.into(items, als.alpha(), als.lambda(), Centre.NEUTRAL);
    double gain = 0;
    Map<String, float[]> users = new HashMap<>();
    rated.forEach((user, preferences) -> users.put(user, foldIn.vector(ratings(preferences))));
    for (Map.Entry<String, Set<ItemId>> asked : heldOut.entrySet()) {
      Collection<ItemId> known = rated.get(asked.getKey()).keySet();
      gain += gain(items, users.get(asked.getKey()), known, asked.getValue());
    }
    return new Scores(loss(items, vectors, users), gain / heldOut.size(), heldOut.size());
  }

  private static Map<ItemId, Double> ratings(Map<ItemId, Double> preferences) {
    Map<ItemId, Double> ratings = new HashMap<>();
    preferences.forEach(
        (item, preference) -> ratings.put(item, preference + Centre.NEUTRAL.value()));
    return ratings;
  }

  private static double gain(
      ItemFactors items, float[] user, Collection<ItemId> known, Set<ItemId> liked) {
    List<TopItems.Place> list =
        TopItems.of(items, user, AT, Candidates.allBut(known), Optional.empty());
    double gain = 0;
    double most = 0;
    for (int place = 0; place < AT; place++) {
      double worth = Math.log(2) / Math.log(place + 2);
      gain += place < list.size() && liked.contains(list.get(place).item()) ? worth : 0;
      most += place < liked.size() ? worth : 0;
    }
    return gain / most;
  }

  private double loss(ItemFactors items, Map<ItemId, float[]> vectors, Map<String, float[]> users) {
    float[] left = new float[users.size() * als.rank()];
    float[] right = new float[items.size() * als.rank()];
    for (ItemId item : items.items()) {
      System.arraycopy(vectors.get(item), 0, right, items.row(item) * als.rank(), als.rank());
    }
    List<String> names = new ArrayList<>(users.keySet());
    int entries = rated.values().stream().mapToInt(Map::size).sum();
    int[] offsets = new int[names.size() + 1];
    int[] columns = new int[entries];
    float[] preferences = new float[entries];
    int at = 0;
    for (int row = 0; row < names.size(); row++) {
      System.arraycopy(users.get(names.get(row)), 0, left, row * als.rank(), als.rank());
      for (Map.Entry<ItemId, Double> entry : rated.get(names.get(row)).entrySet()) {
        columns[at] = items.row(entry.getKey());
        preferences[at++] = entry.getValue().floatValue();
      }
      offsets[row + 1] = at;
    }
    return FullLoss.of(als, new SparseRows(0, offsets, columns, preferences), left, right);
  }
}
