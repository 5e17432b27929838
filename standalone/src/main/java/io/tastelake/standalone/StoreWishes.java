package io.tastelake.standalone;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.standalone.job.Maintenance;
import io.tastelake.store.ModelTable;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.Retrainings;
import io.tastelake.store.StoreUser;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;

/** What the standalone's online store says that there is to do for batch jobs. Thread-safe. */
final class StoreWishes implements Maintenance.Wishes {

  private static final int RATINGS_OF_A_MODEL = 10;

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
        connection -> new ModelTable(connection).withoutModel(Rating.NEUTRAL, RATINGS_OF_A_MODEL));
  }

  @Override
  public boolean trainingWaits() {
    return store.with(
        connection -> !new Retrainings(connection).waiting(clock.instant()).isEmpty());
  }
}
