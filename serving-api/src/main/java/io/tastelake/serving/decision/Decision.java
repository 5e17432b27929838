package io.tastelake.serving.decision;

import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.store.StoreClock;
import io.tastelake.store.StoreConnection;
import java.util.List;

/** One decision while it is made: its transaction, which holds the locks of its users. */
public final class Decision {

  private final StoreConnection transaction;
  private final Outbox outbox;

  Decision(StoreConnection transaction, Outbox outbox) {
    this.transaction = transaction;
    this.outbox = outbox;
  }

  /** Reads and changes of the online store that are kept if the decision is. */
  public StoreConnection store() {
    return transaction;
  }

  /**
   * The store's clock now, Unix microseconds: what {@code accepted_at} of a decision's events is.
   * Ask after the last wait for another transaction; then the decisions of one user, and those
   * about one session, have rising times.
   */
  public long acceptedAt() {
    return new StoreClock(transaction).micros();
  }

  /** Publishes events once the decision is committed, in this order. */
  public void publish(List<InteractionEvent> events) {
    outbox.add(transaction, events);
  }
}
