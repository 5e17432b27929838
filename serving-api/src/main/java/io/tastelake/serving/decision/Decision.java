package io.tastelake.serving.decision;

import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.store.Statements;
import java.util.List;

/** One decision while it is made: its transaction, which holds the locks of its users. */
public final class Decision {

  private final Statements transaction;
  private final Outbox outbox;

  Decision(Statements transaction, Outbox outbox) {
    this.transaction = transaction;
    this.outbox = outbox;
  }

  /** Reads and changes of the online store that are kept if the decision is. */
  public Statements store() {
    return transaction;
  }

  /**
   * The store's clock now, Unix microseconds: what {@code accepted_at} of a decision's events is.
   * Ask after the last wait for another transaction; then the decisions of one user, and those
   * about one session, have rising times.
   */
  public long acceptedAt() {
    return transaction
        .first(
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
            row -> row.getLong(1))
        .orElseThrow();
  }

  /** Publishes events once the decision is committed, in this order. */
  public void publish(List<InteractionEvent> events) {
    outbox.add(transaction, events);
  }
}
