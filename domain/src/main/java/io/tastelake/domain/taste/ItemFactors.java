package io.tastelake.domain.taste;

import io.tastelake.domain.identity.ItemId;
import java.util.HashMap;
import java.util.Map;

/** The factors of all items of one model, of one rank each: a matrix Y with a row for each item. */
public final class ItemFactors {

  private final int rank;
  private final Map<ItemId, Integer> rows;
  private final float[] values;

  private ItemFactors(int rank, Map<ItemId, Integer> rows, float[] values) {
    this.rank = rank;
    this.rows = rows;
    this.values = values;
  }

  /**
   * The factors of a model.
   *
   * @param rank of the model, at least 1
   * @param vectors one of {@code rank} numbers for each item
   * @throws IllegalArgumentException if a vector has another length
   */
  public static ItemFactors of(int rank, Map<ItemId, float[]> vectors) {
    Map<ItemId, Integer> rows = new HashMap<>(2 * vectors.size());
    float[] values = new float[Math.multiplyExact(rank, vectors.size())];
    vectors.forEach(
        (item, vector) -> {
          if (vector.length != rank) {
            throw new IllegalArgumentException(
                "Item %s has %d factors; the model has %d."
                    .formatted(item.value(), vector.length, rank));
          }
          System.arraycopy(vector, 0, values, rows.size() * rank, rank);
          rows.put(item, rows.size());
        });
    return new ItemFactors(rank, rows, values);
  }

  /** How many factors each item has. */
  public int rank() {
    return rank;
  }

  /** How many items there are. */
  public int size() {
    return rows.size();
  }

  /** The row of an item; −1 if the model does not know it. */
  int row(ItemId item) {
    return rows.getOrDefault(item, -1);
  }

  /** All rows, one after the other; not to be changed. */
  float[] values() {
    return values;
  }
}
