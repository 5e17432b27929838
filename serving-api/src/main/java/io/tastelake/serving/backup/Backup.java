package io.tastelake.serving.backup;

import io.tastelake.contracts.lake.EvaluationsTable;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.ItemFactorsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.time.Pause;
import io.tastelake.lake.file.FileTree;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.log.Brokers;
import io.tastelake.log.KafkaTopic;
import io.tastelake.serving.decision.Decisions;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.SessionLock;
import io.tastelake.store.StoreDump;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Copies online store and lake as of one moment, while everything runs.
 *
 * <p>The moment is fixed while no decision is being published: all that the log holds then was
 * decided before the snapshot of the online store, and all else that was decided waits in its
 * outbox. The lake is copied once it holds the log's end of that moment; rows beyond are left out
 * by {@link Restoration}. No maintenance runs meanwhile, which would fold them into older ones.
 */
public final class Backup {

  /** The lake's tables. */
  static final List<String> LAKE_TABLES =
      List.of(
          InteractionsTable.NAME, RatingsTable.NAME, ItemFactorsTable.NAME, EvaluationsTable.NAME);

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CATCH_UP_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration LOOKED_EVERY = Duration.ofMillis(200);

  private final OnlineStore.Connections connections;
  private final Brokers brokers;
  private final URI lake;

  /** Of the installation of these parts. */
  public Backup(OnlineStore.Connections connections, Brokers brokers, URI lake) {
    this.connections = connections;
    this.brokers = brokers;
    this.lake = lake;
  }

  /**
   * Writes a backup into an empty folder.
   *
   * @throws IllegalArgumentException if there is a backup already
   * @throws IllegalStateException if a maintenance job runs, or the lake does not catch up
   */
  public Manifest to(URI folder) throws IOException, SQLException {
    FileTree target = FileTree.at(folder);
    if (Manifest.isIn(target)) {
      throw new IllegalArgumentException(
          "There is a backup at " + folder + " already. Name another folder.");
    }
    try (Connection connection = connections.open()) {
      SessionLock lock =
          new SessionLock(connection, SessionLock.MAINTENANCE, "tastelake admin backup");
      if (!lock.tryTake()) {
        throw new IllegalStateException(
            "A maintenance job is running: %s. Try again when it has ended."
                .formatted(lock.holder().orElse("one that just ended")));
      }
      return copyTo(target);
    }
  }

  private Manifest copyTo(FileTree target) throws IOException, SQLException {
    Manifest manifest;
    try (StoreDump dump = StoreDump.snapshot(connections.open())) {
      LogPosition end = fixedMoment(dump);
      manifest =
          new Manifest(dump.schema(), dump.now().toString(), end, dump.tables(), dump.sequences());
      for (String table : manifest.tables()) {
        dump.write(table, name -> target.create(Manifest.file(name)));
      }
    }
    awaitLake(manifest.log());
    for (String table : LAKE_TABLES) {
      boolean unused = FileTree.at(lake).copyTable(table, target);
    }
    manifest.writeTo(target);
    return manifest;
  }

  /** Fixes the snapshot of {@code dump}; returns the log's end of the same moment. */
  private LogPosition fixedMoment(StoreDump dump) {
    try (KafkaTopic topic = KafkaTopic.of(brokers, Topics.INTERACTIONS, TIMEOUT)) {
      return Decisions.whileNonePublishes(
          OnlineStore.over(connections),
          () -> {
            var unused = dump.now();
            return topic.end();
          });
    }
  }

  private void awaitLake(LogPosition end) {
    long deadline = System.nanoTime() + CATCH_UP_TIMEOUT.toNanos();
    try (InteractionsLake interactions = InteractionsLake.open(lake)) {
      while (!interactions.position().covers(end.next())) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "The lake did not reach the log's end within %d minutes. Check that ingest-interactions runs and keeps up, then try again."
                  .formatted(CATCH_UP_TIMEOUT.toMinutes()));
        }
        Pause.of(LOOKED_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The backup was interrupted; it is not whole.", e);
    }
  }
}
