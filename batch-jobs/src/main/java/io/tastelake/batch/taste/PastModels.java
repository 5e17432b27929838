package io.tastelake.batch.taste;

import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The models of one database that are kept, the current one and those before it. */
public final class PastModels {

  private final ItemFactorsLake lake;
  private final ModelStore.Models models;
  private final Map<String, Optional<FoldIn>> read = new HashMap<>();

  public PastModels(SparkSession spark, URI lake, StoreAccess store, DatabaseId database) {
    this.lake = new ItemFactorsLake(spark, lake);
    this.models = new ModelStore(store).of(database);
  }

  /** Folds into a model; empty if it was deleted. Reads its item factors once. */
  public Optional<FoldIn> foldIn(String id) {
    return read.computeIfAbsent(id, this::find);
  }

  private Optional<FoldIn> find(String id) {
    return Stream.concat(models.published().stream(), models.staged().stream())
        .filter(model -> model.id().toString().equals(id))
        .findFirst()
        .flatMap(this::foldIn);
  }

  private Optional<FoldIn> foldIn(Model model) {
    ItemFactors factors = lake.read(model);
    return factors.size() == 0
        ? Optional.empty()
        : Optional.of(
            FoldIn.into(factors, model.als().alpha(), model.als().lambda(), model.centre()));
  }
}
