package io.tastelake.lake.taste;

import io.tastelake.domain.taste.ItemFactors;
import java.io.Serializable;

/** Reads the item factors of models, such as from the lake. A read takes its time and may fail. */
@FunctionalInterface
public interface ItemFactorsSource extends Serializable {

  /**
   * All item factors of a model; a model's never change.
   *
   * @param rank how many factors each item has
   * @throws ModelMissingException if they are not there
   */
  ItemFactors read(String model, int rank);
}
