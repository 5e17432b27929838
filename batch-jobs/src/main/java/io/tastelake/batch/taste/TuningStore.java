package io.tastelake.batch.taste;

import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.TuningTrial;
import io.tastelake.store.TuningsTable;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What a database's interactions weigh, and what searches for something better came to. */
final class TuningStore {

  private final OnlineStore store;
  private final Clock clock;

  TuningStore(StoreAccess store, Clock clock) {
    this.store = store.tables();
    this.clock = clock;
  }

  /**
   * Parameters.
   *
   * @param since when they were set, or before
   */
  record Standing(ImplicitToExplicitParameters parameters, Instant since) {}

  /** A database's parameters, once they were set. */
  Optional<Standing> weights(DatabaseId database) {
    return store.with(
        connection -> {
          ParametersTable table = new ParametersTable(connection);
          // in this order: parameters that are set in between are newer than the time said
          Optional<ParametersTable.Standing> since = table.standing(database);
          return since.flatMap(
              standing ->
                  table
                      .of(database)
                      .map(parameters -> new Standing(parameters, standing.updatedAt())));
        });
  }

  /**
   * Sets a database's parameters, unless somebody set any since.
   *
   * @param before what stood when the search began
   * @return whether they are set now
   */
  boolean tune(DatabaseId database, Standing before, ImplicitToExplicitParameters found) {
    return store.with(
        connection -> new ParametersTable(connection).replace(database, before.since(), found));
  }

  /** Keeps what a search came to in place of the one before it. */
  void note(
      DatabaseId database,
      TuningsTable.Search search,
      Tuning.Found found,
      TuningsTable.Outcome outcome) {
    TuningsTable.Row row =
        new TuningsTable.Row(
            search,
            clock.instant(),
            outcome,
            found.number(),
            found.gain().users(),
            found.gain().mean(),
            found.gain().margin(),
            TuningTrial.json(found.trials().stream().map(TuningStore::trial).toList()));
    store.run(connection -> new TuningsTable(connection).put(database, row));
  }

  private static TuningTrial trial(Tuning.Trial trial) {
    AlsSettings als = trial.candidate().als();
    return new TuningTrial(
        trial.number(),
        als.iterations(),
        als.rank(),
        als.alpha(),
        als.lambda(),
        trial.candidate().weights(),
        trial.ndcg(),
        trial.change().mean(),
        trial.change().margin());
  }
}
