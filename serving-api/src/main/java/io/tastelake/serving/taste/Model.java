package io.tastelake.serving.taste;

import io.tastelake.domain.identity.DatabaseId;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A trained model.
 *
 * @param id unique across databases
 * @param rank how many factors each item has
 * @param alpha how much confidence grows with a rating's distance from neutral
 * @param lambda the regularization
 */
record Model(DatabaseId database, String id, int rank, double alpha, double lambda) {

  static Model read(DatabaseId database, ResultSet row) throws SQLException {
    return new Model(
        database,
        row.getString("model_id"),
        row.getInt("rank"),
        row.getDouble("alpha"),
        row.getDouble("lambda"));
  }
}
