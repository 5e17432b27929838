package io.tastelake.batch.rating;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.TasteTable;
import io.tastelake.store.UserRatings;
import java.time.Instant;
import java.util.Map;

/**
 * Repairs users, each in a transaction of its own, unless the stream has written them since: then
 * it knows better.
 */
final class TasteRepair implements AutoCloseable {

  private final StoreConnection connection;
  private final TasteTable tastes;
  private final Instant since;
  private final HeldLock held;
  private long repaired;
  private long skipped;

  private TasteRepair(StoreConnection connection, Instant since, HeldLock held) {
    this.connection = connection;
    this.tastes = new TasteTable(connection);
    this.since = since;
    this.held = held;
  }

  /**
   * Prepares to repair what was compared at a moment of the past.
   *
   * @param since that moment, by the store's clock; who was forgotten since is left alone
   */
  static TasteRepair since(Instant since, StoreAccess store, HeldLock held) {
    return new TasteRepair(store.tables().open(), since, held);
  }

  /** Shows {@code ratings} of the user of {@code shown}, if that state is still the newest. */
  void repair(DatabaseId database, UserRatings shown, Map<ItemId, Rating> ratings) {
    UserRatings right = new UserRatings(shown.user(), shown.state(), ratings);
    held.require();
    if (tastes.repair(database, right, since)) {
      repaired++;
    } else {
      skipped++;
    }
  }

  /** All users of the database show what follows from the parameters of {@code updatedAt}. */
  void noteApplied(DatabaseId database, Instant updatedAt) {
    held.require();
    new ParametersTable(connection).noteApplied(database, updatedAt);
  }

  /** How many users were repaired. */
  long repaired() {
    return repaired;
  }

  /** How many users were skipped: the stream wrote them, or they were forgotten, since. */
  long skipped() {
    return skipped;
  }

  @Override
  public void close() {
    connection.close();
  }
}
