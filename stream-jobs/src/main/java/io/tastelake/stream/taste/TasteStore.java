package io.tastelake.stream.taste;

import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.store.RefusedTastesTable;
import io.tastelake.store.StoreClock;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.StoreException;
import io.tastelake.store.TasteReplacement;
import io.tastelake.store.TasteWrites;
import io.tastelake.stream.store.StoreAccess;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tastes in the online store, over one connection while that lasts; after a failure the next
 * call opens another. Not thread-safe.
 */
final class TasteStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TasteStore.class);

  /** Ratings, 20 bytes each: those of 50,000 users who have rated 30 items. */
  private static final long REMEMBERED = 2_000_000;

  private final StoreAccess access;
  private final TasteWrites writes = new TasteWrites(REMEMBERED);
  private StoreConnection connection;

  TasteStore(StoreAccess access) {
    this.access = access;
  }

  /**
   * Writes all of the updates, or none if one fails.
   *
   * @param updates of different users
   */
  void write(List<TasteUpdate> updates) {
    List<TasteReplacement> replacements = updates.stream().map(TasteStore::replacement).toList();
    run(store -> writes.all(store, replacements));
  }

  private static TasteReplacement replacement(TasteUpdate update) {
    return new TasteReplacement(
        update.database(),
        update.user(),
        update.revision(),
        MicrosecondClock.instant(update.forgottenAt()),
        update.ratings(),
        update.vectors());
  }

  /** Returns if the store answers at all. */
  void requireAnswer() {
    run(
        store -> {
          long unused = new StoreClock(store).micros();
        });
  }

  /** Notes that an update was refused, for {@code status} to name. */
  void note(TasteUpdate refused, String reason, int attempts) {
    noting(table -> table.add(refused.database(), refused.user(), reason, attempts));
  }

  /** Notes that an update is refused no more. */
  void unnote(TasteUpdate written) {
    noting(table -> table.remove(written.database(), written.user()));
  }

  /** What cannot be noted fails nothing: an older API has not made the table yet. */
  private void noting(Consumer<RefusedTastesTable> change) {
    try {
      run(store -> change.accept(new RefusedTastesTable(store)));
    } catch (StoreException e) {
      LOG.warn("Could not note which updates are refused: {}", e.brief());
    }
  }

  private void run(Consumer<StoreConnection> work) {
    try {
      if (connection == null) {
        connection = StoreConnection.on(access.connectToWrite());
      }
      work.accept(connection);
    } catch (SQLException e) {
      close();
      throw StoreException.of(e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Never fails: a task that cannot be cleaned up would end its whole task manager. */
  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (StoreException e) {
        LOG.debug("A broken connection does not close.", e);
      }
      connection = null;
    }
  }
}
