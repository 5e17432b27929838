package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.lake.taste.LakeItemFactors;
import io.tastelake.store.TestStore;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The item factors of a lake as a map in memory, and models as a trainer publishes them. */
public final class RememberedFactors implements ItemFactorsSource {

  public static final double ALPHA = 1;
  public static final double LAMBDA = 0.1;

  private final Map<String, ItemFactors> models = new ConcurrentHashMap<>();
  public final AtomicInteger reads = new AtomicInteger();

  @Override
  public ItemFactors read(String model, int rank) {
    reads.incrementAndGet();
    ItemFactors factors = models.get(model);
    return factors == null
        ? LakeItemFactors.read(URI.create("file:/nowhere"), model, rank)
        : factors;
  }

  /** Random factors of items that are numbered from 0 on. */
  public static Map<String, float[]> random(Random random, int items, int rank) {
    Map<String, float[]> factors = new HashMap<>();
    for (int item = 0; item < items; item++) {
      float[] vector = new float[rank];
      for (int i = 0; i < rank; i++) {
        vector[i] = (float) random.nextGaussian();
      }
      factors.put("" + item, vector);
    }
    return factors;
  }

  /** Keeps the factors of a model, and names it in the store, staged. */
  public ItemFactors train(
      TestStore store, String database, String model, Map<String, float[]> items) {
    Map<ItemId, float[]> vectors = new HashMap<>();
    items.forEach((item, vector) -> vectors.put(new ItemId(item), vector));
    int rank = items.values().iterator().next().length;
    ItemFactors factors = ItemFactors.of(rank, vectors);
    models.put(model, factors);
    int unused =
        store.execute(
            "INSERT INTO models VALUES (?, ?, ?, ?, ?, now())",
            database,
            model,
            rank,
            ALPHA,
            LAMBDA);
    return factors;
  }

  /** Makes a model the current one. */
  public static void publish(TestStore store, String database, String model) {
    int unused =
        store.execute(
            """
        INSERT INTO current_models VALUES (?, ?, now())
        ON CONFLICT (database_id) DO UPDATE
        SET model_id = EXCLUDED.model_id, published_at = EXCLUDED.published_at
        """,
            database,
            model);
  }

  /** The lake does not hold a model any more that the store names. */
  public void lose(String model) {
    models.remove(model);
  }
}
