package io.tastelake.serving.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.store.ModelTable;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.VectorPublication;
import io.tastelake.store.VectorPublication.Published;

/**
 * Makes an earlier model the current one. First it writes all users' vectors of it, then flips, as
 * a training does; so readers see one model or the other.
 */
public final class ModelRollback {

  private final OnlineStore store;
  private final ItemFactorsSource source;
  private final Runnable permission;

  /**
   * Prepares to go back.
   *
   * @param permission is asked right before each write, and throws if maintenance may not go on
   */
  public ModelRollback(OnlineStore store, ItemFactorsSource source, Runnable permission) {
    this.store = store;
    this.source = source;
    this.permission = permission;
  }

  /**
   * Goes back to {@code model}.
   *
   * @throws IllegalArgumentException if the database has no such model
   * @throws io.tastelake.lake.taste.ModelMissingException if the lake does not have its factors
   */
  public Published to(DatabaseId database, String model) {
    ModelTable.Row row = row(database, model);
    ItemFactors factors = source.read(row.id(), row.rank());
    Published published = new VectorPublication(store, row, factors, permission, users -> {}).run();
    permission.run();
    store.run(connection -> new ModelTable(connection).publish(database, model));
    return published;
  }

  private ModelTable.Row row(DatabaseId database, String model) {
    return store.with(connection -> new ModelTable(connection).newestFirst(database)).stream()
        .map(listed -> listed.trained().model())
        .filter(each -> each.id().equals(model))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Database %s has no model %s. Trainings keep the last few; admin models list names them."
                        .formatted(database.value(), model)));
  }
}
