package io.tastelake.serving.taste;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.lake.taste.ModelMissingException;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.store.ModelTable;
import io.tastelake.store.OnlineStore;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of all databases. Which one is current is asked of the online store on every request,
 * by key; item factors, which never change, are kept in memory within a budget. So a request goes
 * by one model from its beginning to its end. Thread-safe.
 */
public final class Models {

  private static final Logger LOG = LoggerFactory.getLogger(Models.class);
  private static final long BYTES_PER_WEIGHT = 1024;

  private final OnlineStore store;
  private final ItemFactorsSource source;
  private final Cache<Model, LoadedModel> loaded;

  /**
   * The models that the online store names.
   *
   * @param bytes what item factors may take in memory; a larger model is kept alone
   */
  public Models(OnlineStore store, ItemFactorsSource source, long bytes) {
    this.store = store;
    this.source = source;
    long budget = Math.max(1, bytes / BYTES_PER_WEIGHT);
    this.loaded =
        Caffeine.newBuilder()
            .maximumWeight(budget)
            .weigher((Model key, LoadedModel model) -> weight(model, budget))
            .build();
  }

  /** An eighth of the heap, at least 64 MiB. */
  public static long defaultBytes() {
    return Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 8);
  }

  private static int weight(LoadedModel model, long budget) {
    long weight = 1 + model.bytes() / BYTES_PER_WEIGHT;
    return (int) Math.min(weight, Math.min(budget, Integer.MAX_VALUE));
  }

  /** The model that a database goes by now; empty before the first one. */
  Optional<Model> findCurrent(DatabaseId database) {
    return store.with(connection -> new ModelTable(connection).current(database)).map(Model::of);
  }

  /** What is said of tastes before the first model. */
  static ApiException notReady() {
    return ApiException.unavailable(
        ErrorName.DATABASE_NOT_READY,
        "The database has no item factors yet, so there are no taste vectors: run"
            + " recompute-ratings and train-item-factors, or wait for the next nightly run;"
            + " databases/current/status/ then says ready.");
  }

  /**
   * A model with its item factors; of callers that want the same one, one reads it.
   *
   * @throws ApiException {@code DATABASE_NOT_READY} if the lake does not have it
   */
  LoadedModel load(Model model) {
    return find(model)
        .orElseThrow(
            () ->
                ApiException.unavailable(
                    ErrorName.DATABASE_NOT_READY,
                    "The lake lacks the item factors of the current model: the server's log has"
                        + " the cause; run train-item-factors to write new ones."));
  }

  /** The same; empty if the lake does not have it. */
  Optional<LoadedModel> find(Model model) {
    try {
      return Optional.of(
          loaded.get(
              model, wanted -> LoadedModel.of(wanted, source.read(wanted.id(), wanted.rank()))));
    } catch (ModelMissingException e) {
      LOG.warn("Cannot load the item factors of database {}", model.database(), e);
      return Optional.empty();
    }
  }
}
