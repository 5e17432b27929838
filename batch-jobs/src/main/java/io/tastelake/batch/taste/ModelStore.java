package io.tastelake.batch.taste;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.ModelSettingsTable;
import io.tastelake.store.ModelTable;
import io.tastelake.store.ModelTable.Listed;
import io.tastelake.store.ModelTable.Trained;
import io.tastelake.store.OnlineStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The models that the online store names. */
final class ModelStore {

  private final OnlineStore store;

  ModelStore(StoreAccess store) {
    this.store = store.tables();
  }

  /**
   * The models of a database.
   *
   * @param staged those never published, which a run left behind that was killed
   * @param published the current one first, then those before it
   */
  record Models(List<Model> staged, List<Model> published) {

    Optional<Model> current() {
      return published.stream().findFirst();
    }
  }

  /** All databases, by id. */
  List<DatabaseId> databases() {
    return store.with(connection -> new DatabasesTable(connection).ids());
  }

  /** How {@code database} wants its models trained; the job's settings where it says nothing. */
  AlsSettings settings(DatabaseId database, AlsSettings ofJob) {
    return ofJob.asWantedBy(
        store.with(connection -> new ModelSettingsTable(connection).of(database)));
  }

  /** The models of {@code database}. */
  Models of(DatabaseId database) {
    List<Model> staged = new ArrayList<>();
    List<Model> published = new ArrayList<>();
    for (Listed listed :
        store.with(connection -> new ModelTable(connection).newestFirst(database))) {
      boolean reached = !published.isEmpty() || listed.current();
      (reached ? published : staged).add(model(listed.trained()));
    }
    return new Models(staged, published);
  }

  private static Model model(Trained trained) {
    ModelTable.Row row = trained.model();
    return new Model(
        row.database(),
        UUID.fromString(row.id()),
        new AlsSettings(
            row.rank(), trained.iterations(), row.alpha(), row.lambda(), trained.seed()),
        trained.trainedFrom(),
        trained.trainedAt());
  }

  /** Names a model whose factors lie in the lake; it is not current yet. */
  void stage(Model model, HeldLock held) {
    AlsSettings als = model.als();
    Trained trained =
        new Trained(
            model.row(), als.iterations(), als.seed(), model.trainedFrom(), model.trainedAt());
    held.require();
    store.run(connection -> new ModelTable(connection).stage(trained));
  }

  /** Makes a staged model the current one, for all readers at once. */
  void publish(Model model, HeldLock held) {
    held.require();
    store.run(
        connection -> new ModelTable(connection).publish(model.database(), model.id().toString()));
  }

  /** Deletes models and, with them, all vectors of models that are not named. */
  void delete(DatabaseId database, List<Model> models, HeldLock held) {
    held.require();
    boolean unused =
        store.inTransaction(
            connection -> {
              ModelTable table = new ModelTable(connection);
              models.forEach(model -> table.delete(database, model.id().toString()));
              table.deleteVectorsOfOthers(database);
              return true;
            });
  }
}
