package io.tastelake.batch.taste;

import io.tastelake.batch.rating.DriftRecheck;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.batch.store.StoreException;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.Revision;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
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
  private static final int ROWS_AT_ONCE = 10_000;

  private static final String SERVED =
      """
      SELECT user_id, vector, item_id, rating, generation, revision
      FROM taste_vectors JOIN tastes USING (database_id, user_id, generation, revision)
      JOIN shown_ratings USING (database_id, user_id)
      WHERE database_id = ? AND model_id = ?
      ORDER BY user_id
      """;

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

  /** Whose vectors are not right now, and in which state. */
  private Map<String, Revision> look() {
    compared = 0;
    Map<String, Revision> differing = new HashMap<>();
    for (DatabaseId database : models.databases()) {
      models.of(database).current().ifPresent(model -> compare(model, differing));
    }
    return differing;
  }

  private void compare(Model model, Map<String, Revision> differing) {
    FoldIn foldIn = FoldIn.into(lake.read(model), model.als().alpha(), model.als().lambda());
    try (Connection connection = store.connect();
        PreparedStatement served = connection.prepareStatement(SERVED)) {
      connection.setAutoCommit(false);
      served.setFetchSize(ROWS_AT_ONCE);
      served.setString(1, model.database().value());
      served.setString(2, model.id().toString());
      try (ResultSet rows = served.executeQuery()) {
        compare(rows, foldIn, model, differing);
      }
    } catch (SQLException e) {
      throw new StoreException("reading vectors", e);
    }
  }

  private void compare(ResultSet rows, FoldIn foldIn, Model model, Map<String, Revision> differing)
      throws SQLException {
    boolean ahead = rows.next();
    while (ahead) {
      UserId user = new UserId(rows.getString(1));
      Revision state = new Revision(rows.getLong(5), rows.getLong(6));
      Float[] vector = (Float[]) rows.getArray(2).getArray();
      Map<ItemId, Double> ratings = new HashMap<>();
      while (ahead && rows.getString(1).equals(user.value())) {
        ratings.put(new ItemId(rows.getString(3)), rows.getDouble(4));
        ahead = rows.next();
      }
      compared++;
      if (!same(vector, foldIn.vector(ratings))) {
        differing.put(DriftRecheck.name(model.database(), Actor.of(user)), state);
      }
    }
  }

  /** Whether both point the same way; two vectors of zeros do. */
  static boolean same(Float[] served, float[] right) {
    double product = 0;
    double one = 0;
    double other = 0;
    for (int i = 0; i < right.length; i++) {
      product += served[i] * right[i];
      one += served[i] * served[i];
      other += right[i] * right[i];
    }
    if (one == 0 || other == 0) {
      return one == other;
    }
    return product / Math.sqrt(one * other) >= MIN_COSINE;
  }
}
