package io.tastelake.stream.model;

import io.tastelake.domain.taste.ItemFactors;
import java.io.Serializable;

/** Reads all item factors of a model; it may take its time, and it may fail. */
@FunctionalInterface
public interface FactorsReader extends Serializable {

  ItemFactors read(String model, int rank);
}
