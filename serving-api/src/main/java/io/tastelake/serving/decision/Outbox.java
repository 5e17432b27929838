package io.tastelake.serving.decision;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.store.OnlineStore;
import io.tastelake.serving.store.Statements;
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

  void add(Statements transaction, List<InteractionEvent> events) {
    transaction.change(
        """
        INSERT INTO outbox (event)
        SELECT event FROM unnest(?::bytea[]) WITH ORDINALITY AS added(event, place) ORDER BY place
        """,
        (Object) events.stream().map(codec::encode).toArray(byte[][]::new));
  }

  /** The id of the newest event, or 0 if none waits. */
  long newest() {
    return store
        .first("SELECT coalesce(max(id), 0) FROM outbox", row -> row.getLong(1))
        .orElseThrow();
  }

  /** The oldest events. */
  List<Waiting> oldest(Statements transaction, int most) {
    return transaction.list(
        "SELECT id, event FROM outbox ORDER BY id LIMIT ?",
        row -> new Waiting(row.getLong("id"), decode(row.getBytes("event"))),
        most);
  }

  void remove(Statements transaction, List<Waiting> published) {
    transaction.change(
        "DELETE FROM outbox WHERE id = ANY (?::bigint[])",
        (Object) published.stream().map(Waiting::id).toArray(Long[]::new));
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
