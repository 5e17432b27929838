package io.tastelake.serving.taste;

import io.tastelake.domain.taste.ItemFactors;

/** Where the item factors of models are. */
@FunctionalInterface
public interface ItemFactorsSource {

  /**
   * All item factors of a model; a model's never change.
   *
   * @param rank how many factors each item has
   * @throws io.tastelake.lake.taste.ModelMissingException if they are not there
   */
  ItemFactors read(String model, int rank);
}
