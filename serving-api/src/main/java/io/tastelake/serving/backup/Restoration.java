package io.tastelake.serving.backup;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.FileTree;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.lake.table.RowCursor;
import io.tastelake.log.Brokers;
import io.tastelake.log.EventLog;
import io.tastelake.log.KafkaEventLog;
import io.tastelake.log.KafkaTopic;
import io.tastelake.log.TopicGuard;
import io.tastelake.serving.backup.ErasureLedger.Entry;
import io.tastelake.serving.decision.Decisions;
import io.tastelake.serving.deletion.Deletions;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.ForgetsTable;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreDump;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Brings a backup back into an installation that is migrated and has topics, and nothing else yet.
 *
 * <p>The lake's rows go into the log again, which is a new one: each actor's in their order, so the
 * ingest job makes a lake that tells the same. Then the outbox is published, and whoever was
 * forgotten since the backup is forgotten again. The API is started afterwards.
 */
public final class Restoration {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(2);
  private static final int EVENTS_AT_ONCE = 1_000;

  /** A decision may be committed a while after its time. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private final OnlineStore.Connections connections;
  private final Brokers brokers;
  private final URI lake;

  /** Into the installation of these parts. */
  public Restoration(OnlineStore.Connections connections, Brokers brokers, URI lake) {
    this.connections = connections;
    this.brokers = brokers;
    this.lake = lake;
  }

  /**
   * What was done.
   *
   * @param events how many went into the log
   * @param forgotten how many users and sessions were forgotten again
   */
  public record Restored(long events, long forgotten) {}

  /**
   * Restores.
   *
   * @param ledger who was forgotten since; empty if nobody was
   * @throws IllegalStateException if the installation is not empty, or of another version
   */
  public Restored from(URI folder, Optional<URI> ledger) throws IOException, SQLException {
    FileTree backup = FileTree.at(folder);
    Manifest manifest = Manifest.of(backup);
    try (KafkaTopic topic = KafkaTopic.of(brokers, Topics.INTERACTIONS, TIMEOUT)) {
      requireEmpty(topic);
      restoreStore(backup, manifest);
      for (String table : Backup.LAKE_TABLES) {
        if (!table.equals(InteractionsTable.NAME)) {
          boolean unused = backup.copyTable(table, FileTree.at(lake));
        }
      }
      var described = topic.describe();
      try (TopicGuard guard = new TopicGuard(topic, described, TIMEOUT);
          KafkaEventLog log = new KafkaEventLog(brokers, DELIVERY_TIMEOUT, described, guard)) {
        long events = replay(folder, manifest, log);
        return new Restored(events, forgetAgain(manifest, ledger, log));
      }
    }
  }

  private static void requireEmpty(KafkaTopic topic) {
    if (topic.end().next().values().stream().anyMatch(end -> end > 0)) {
      throw new IllegalStateException(
          "The topic 'interactions' holds events. Restore into a new topic: their offsets would"
              + " mix with the backup's.");
    }
  }

  private void restoreStore(FileTree backup, Manifest manifest) throws IOException, SQLException {
    try (StoreDump target = StoreDump.restoring(connections.open())) {
      if (!target.schema().equals(manifest.schema())) {
        throw new IllegalStateException(
            "The backup is of schema %s, the online store of %s. Restore with the version that made the backup, then upgrade."
                .formatted(manifest.schema(), target.schema()));
      }
      if (!target.isEmpty()) {
        throw new IllegalStateException(
            "The online store has organizations. Restore into an empty one: bin/admin migrate"
                + " makes it.");
      }
      target.clear(manifest.tables());
      for (String table : manifest.tables()) {
        target.read(table, name -> backup.open(Manifest.file(name)));
      }
      target.setSequences(manifest.sequences());
      target.commit();
    }
    OnlineStore.over(connections).run(store -> new ForgetsTable(store).settle());
  }

  /** The rows of an actor come in the order of their offsets. */
  private static long replay(URI folder, Manifest manifest, EventLog log) {
    long events = 0;
    try (InteractionsLake backup = InteractionsLake.open(folder);
        RowCursor rows = backup.newest().range(Long.MIN_VALUE, Long.MAX_VALUE, TimeWindow.ALWAYS)) {
      List<InteractionEvent> batch = new ArrayList<>();
      while (rows.hasNext()) {
        LoggedEvent row = rows.next();
        if (manifest.log().covers(row.partition(), row.offset())) {
          batch.add(row.event());
          events++;
        }
        if (batch.size() == EVENTS_AT_ONCE || !rows.hasNext()) {
          var unused = log.append(batch);
          batch.clear();
        }
      }
    }
    return events;
  }

  private long forgetAgain(Manifest manifest, Optional<URI> ledger, EventLog log)
      throws IOException {
    OnlineStore store = OnlineStore.over(connections);
    try (Decisions decisions = new Decisions(store, log)) {
      decisions.awaitPublished();
      if (ledger.isEmpty()) {
        return 0;
      }
      Instant from = Instant.parse(manifest.at()).minus(OVERLAP);
      List<Entry> entries = since(store, new ErasureLedger(FileTree.at(ledger.get())).since(from));
      Deletions deletions = new Deletions(decisions, () -> new InteractionId(UUID.randomUUID()));
      users(entries).forEach((database, users) -> deletions.forget(database, users));
      var unused = log.append(sessions(entries));
      return entries.size();
    }
  }

  /** Those that the backup does not know, of databases that it has. */
  private static List<Entry> since(OnlineStore store, List<Entry> entries) {
    Set<String> known = new HashSet<>();
    Set<String> databases = new HashSet<>();
    store.run(
        connection -> {
          new ForgetsTable(connection).forEach(forget -> known.add(forget.forget().toString()));
          new DatabasesTable(connection).ids().forEach(id -> databases.add(id.value()));
        });
    return entries.stream()
        .filter(entry -> databases.contains(entry.database()) && !known.contains(entry.forget()))
        .toList();
  }

  private static Map<DatabaseId, Set<UserId>> users(List<Entry> entries) {
    Map<DatabaseId, Set<UserId>> users = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.kind().equals(Actor.Kind.USER.name())) {
        users
            .computeIfAbsent(new DatabaseId(entry.database()), database -> new HashSet<>())
            .add(new UserId(entry.actor()));
      }
    }
    return users;
  }

  /** Also those that became the user's after the backup, and are nobody's in it. */
  private static List<InteractionEvent> sessions(List<Entry> entries) {
    return entries.stream()
        .filter(entry -> entry.kind().equals(Actor.Kind.SESSION.name()))
        .map(
            entry ->
                InteractionEvent.forget(
                    new DatabaseId(entry.database()),
                    new Actor(Actor.Kind.SESSION, entry.actor()),
                    InteractionId.parse(entry.forget()),
                    MicrosecondClock.micros(entry.at())))
        .toList();
  }
}
