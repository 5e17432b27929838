package io.tastelake.serving.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.ModelTable;

/**
 * A trained model.
 *
 * @param id unique across databases
 * @param rank how many factors each item has
 * @param alpha how much confidence grows with a rating's distance from neutral
 * @param lambda the regularization
 */
record Model(DatabaseId database, String id, int rank, double alpha, double lambda) {

  static Model of(ModelTable.Row row) {
    return new Model(row.database(), row.id(), row.rank(), row.alpha(), row.lambda());
  }
}
