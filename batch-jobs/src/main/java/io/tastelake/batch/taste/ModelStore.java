package io.tastelake.batch.taste;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.ModelSettings;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.ModelSettingsTable;
import io.tastelake.store.ModelTable;
import io.tastelake.store.ModelTable.Listed;
import io.tastelake.store.ModelTable.Trained;
import io.tastelake.store.OnlineStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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
    return ofJob.asWantedBy(wanted(database));
  }

  /** What {@code database} itself says of how its models are trained. */
  ModelSettings wanted(DatabaseId database) {
    return store.with(connection -> new ModelSettingsTable(connection).of(database));
  }

  /**
   * Sets rank, α and λ, and leaves the rest, unless somebody set anything since.
   *
   * @param before what was set when the search began
   * @return whether they are set now
   */
  boolean tune(DatabaseId database, ModelSettings before, AlsSettings found) {
    return store.inTransaction(
        connection -> {
          ModelSettingsTable table = new ModelSettingsTable(connection);
          boolean same = table.of(database).equals(before);
          if (same) {
            table.put(
                database,
                new ModelSettings(
                    OptionalInt.of(found.rank()),
                    before.iterations(),
                    OptionalDouble.of(found.alpha()),
                    OptionalDouble.of(found.lambda())));
          }
          return same;
        });
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
        row.centre(),
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
