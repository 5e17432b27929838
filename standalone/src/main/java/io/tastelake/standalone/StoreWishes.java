package io.tastelake.standalone;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.standalone.job.Maintenance;
import io.tastelake.store.AskedTasks;
import io.tastelake.store.ModelTable;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreUser;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;

/** What the standalone's online store says that there is to do for batch jobs. Thread-safe. */
final class StoreWishes implements Maintenance.Wishes {

  /** Of so many ratings with hardly a like, likes lie elsewhere than above 5.5. */
  private static final long RATINGS_WITHOUT_LIKES = 5 * Centre.MIN_RATINGS;

  private final OnlineStore store;
  private final Clock clock;

  private StoreWishes(OnlineStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  static StoreWishes of(PostgresServer postgres, Clock clock) {
    return new StoreWishes(
        OnlineStore.over(
            () ->
                DriverManager.getConnection(
                    postgres.jdbcUrl(),
                    StoreUser.BATCH.userName(),
                    postgres.users().password(StoreUser.BATCH))),
        clock);
  }

  @Override
  public List<DatabaseId> withoutModel() {
    return store.with(
        connection ->
            new ModelTable(connection).withoutModel(Centre.MIN_RATINGS, RATINGS_WITHOUT_LIKES));
  }

  @Override
  public boolean taskWaits() {
    return store.with(connection -> !new AskedTasks(connection).waiting(clock.instant()).isEmpty());
  }
}
