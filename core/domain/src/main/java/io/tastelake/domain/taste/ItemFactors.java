package io.tastelake.domain.taste;

import io.tastelake.domain.identity.ItemId;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The factors of all items of one model, of one rank each: a matrix Y with a row for each item, in
 * the order of item ids.
 */
public final class ItemFactors {

  private final int rank;
  private final ItemId[] items;
  private final Map<ItemId, Integer> rows;
  private final float[] values;
  private final float[] scales;

  private ItemFactors(int rank, ItemId[] items, Map<ItemId, Integer> rows, float[] values) {
    this.rank = rank;
    this.items = items;
    this.rows = rows;
    this.values = values;
    this.scales = scales(rank, values);
  }

  private static float[] scales(int rank, float[] values) {
    float[] scales = new float[values.length / rank];
    for (int row = 0; row < scales.length; row++) {
      double square = 0;
      for (int i = row * rank; i < (row + 1) * rank; i++) {
        square += (double) values[i] * values[i];
      }
      scales[row] = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
    }
    return scales;
  }

  /**
   * The factors of a model.
   *
   * @param rank of the model, at least 1
   * @param vectors one of {@code rank} numbers for each item
   * @throws IllegalArgumentException if a vector has another length
   */
  public static ItemFactors of(int rank, Map<ItemId, float[]> vectors) {
    ItemId[] items = vectors.keySet().toArray(ItemId[]::new);
    Arrays.sort(items, Comparator.comparing(ItemId::value));
    Map<ItemId, Integer> rows = new HashMap<>(2 * items.length);
    float[] values = new float[Math.multiplyExact(rank, items.length)];
    for (int row = 0; row < items.length; row++) {
      float[] vector = vectors.get(items[row]);
      if (vector.length != rank) {
        throw new IllegalArgumentException(
            "Item %s has %d factors; the model has %d."
                .formatted(items[row].value(), vector.length, rank));
      }
      System.arraycopy(vector, 0, values, row * rank, rank);
      rows.put(items[row], row);
    }
    return new ItemFactors(rank, items, rows, values);
  }

  /** How many factors each item has. */
  public int rank() {
    return rank;
  }

  /** How many items there are. */
  public int size() {
    return items.length;
  }

  /** All items, in the order of their ids. */
  public List<ItemId> items() {
    return Collections.unmodifiableList(Arrays.asList(items));
  }

  /** Whether the model knows an item. */
  public boolean has(ItemId item) {
    return rows.containsKey(item);
  }

  /** The item of a row. */
  ItemId item(int row) {
    return items[row];
  }

  /** The row of an item; −1 if the model does not know it. */
  public int row(ItemId item) {
    return rows.getOrDefault(item, -1);
  }

  /** All rows, one after the other; not to be changed. */
  float[] values() {
    return values;
  }

  /** What makes each row's length 1; 0 for a row of zeros. Not to be changed. */
  float[] scales() {
    return scales;
  }
}
