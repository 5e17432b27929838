package io.tastelake.serving.decision;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.OutboxTable;
import io.tastelake.store.StoreConnection;
import java.util.List;

/** Events that are committed and wait for the log, in the order of their ids. Thread-safe. */
final class Outbox {

  private final OnlineStore store;
  private final EventCodec codec = new EventCodec();

  Outbox(OnlineStore store) {
    this.store = store;
  }

  /** An event and its place in the outbox. */
  record Waiting(long id, InteractionEvent event) {}

  void add(StoreConnection transaction, List<InteractionEvent> events) {
    new OutboxTable(transaction).add(events.stream().map(codec::encode).toList());
  }

  /** The id of the newest event, or 0 if none waits. */
  long newest() {
    return store.with(connection -> new OutboxTable(connection).newest());
  }

  /** The oldest events. */
  List<Waiting> oldest(StoreConnection transaction, int amount) {
    return new OutboxTable(transaction)
        .oldest(amount).stream().map(row -> new Waiting(row.id(), decode(row.event()))).toList();
  }

  void remove(StoreConnection transaction, List<Waiting> published) {
    new OutboxTable(transaction).delete(published.stream().map(Waiting::id).toList());
  }

  private InteractionEvent decode(byte[] event) {
    try {
      return codec.decode(event);
    } catch (UndecodableEventException e) {
      throw new IllegalStateException(
          "The outbox holds an event of another version: upgrade this instance.", e);
    }
  }
}
