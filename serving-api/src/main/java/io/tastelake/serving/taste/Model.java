package io.tastelake.serving.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.store.ModelTable;

/**
 * A trained model.
 *
 * @param id unique across databases
 * @param rank how many factors each item has
 * @param alpha how much confidence grows with a rating's distance from the centre
 * @param lambda the regularization
 * @param centre above it are likes
 */
record Model(DatabaseId database, String id, int rank, double alpha, double lambda, Centre centre) {

  static Model of(ModelTable.Row row) {
    return new Model(row.database(), row.id(), row.rank(), row.alpha(), row.lambda(), row.centre());
  }
}
