package io.tastelake.batch.taste;

import io.tastelake.batch.rating.DriftRecheck;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.Revision;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.TasteVectorsTable;
import io.tastelake.store.TasteVectorsTable.Served;
import io.tastelake.store.UserRatings;
import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Holds the taste vectors that the online store serves against those that follow from the ratings
 * shown and the current models' item factors. Vectors that are out of date are not served, and not
 * compared.
 */
public final class VectorsParity {

  private static final double MIN_COSINE = 0.99999;

  private final ItemFactorsLake lake;
  private final ModelStore models;
  private final StoreAccess store;
  private long compared;

  public VectorsParity(SparkSession spark, URI lake, StoreAccess store) {
    this.lake = new ItemFactorsLake(spark, lake);
    this.models = new ModelStore(store);
    this.store = store;
  }

  /**
   * What was found.
   *
   * @param vectors that were compared
   * @param drifted those of a cosine below 0.99999 that stay so
   * @param named some of the users whose vectors they are
   */
  public record Found(long vectors, long drifted, List<String> named) {}

  /** Compares all users of all databases that have a model. */
  public Found find(DriftRecheck looks) {
    DriftRecheck.Found found = looks.at(this::look);
    return new Found(compared, found.wrong().size(), found.named());
  }

  /** The users whose vectors are wrong now, and in which state. */
  private Map<String, Revision> look() {
    compared = 0;
    Map<String, Revision> differing = new HashMap<>();
    for (DatabaseId database : models.databases()) {
      models.of(database).current().ifPresent(model -> compare(model, differing));
    }
    return differing;
  }

  private void compare(Model model, Map<String, Revision> differing) {
    FoldIn foldIn =
        FoldIn.into(lake.read(model), model.als().alpha(), model.als().lambda(), model.centre());
    try (StoreConnection connection = store.tables().openSnapshot()) {
      Iterator<Served> vectors =
          new TasteVectorsTable(connection).served(model.database(), model.id().toString());
      vectors.forEachRemaining(served -> compare(served, foldIn, model, differing));
    }
  }

  private void compare(Served served, FoldIn foldIn, Model model, Map<String, Revision> differing) {
    UserRatings shown = served.shown();
    Map<ItemId, Double> ratings = new HashMap<>();
    shown.ratings().forEach((item, rating) -> ratings.put(item, rating.value()));
    compared++;
    if (!same(served.vector(), foldIn.vector(ratings))) {
      differing.put(DriftRecheck.name(model.database(), Actor.of(shown.user())), shown.state());
    }
  }

  /** Whether both point in the same direction, cosine at least 0.99999; two zero vectors do. */
  public static boolean same(List<Float> served, float[] right) {
    double product = 0;
    double one = 0;
    double other = 0;
    for (int i = 0; i < right.length; i++) {
      product += served.get(i) * right[i];
      one += served.get(i) * served.get(i);
      other += right[i] * right[i];
    }
    if (one == 0 || other == 0) {
      return one == other;
    }
    return product / Math.sqrt(one * other) >= MIN_COSINE;
  }
}
