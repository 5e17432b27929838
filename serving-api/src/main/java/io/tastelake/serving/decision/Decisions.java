package io.tastelake.serving.decision;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.log.EventLog;
import io.tastelake.store.OnlineStore;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes decisions, one at a time for each user on whichever instance, and brings them to the log.
 * Thread-safe.
 */
public final class Decisions implements AutoCloseable {

  private static final Duration LOOKED_EVERY = Duration.ofSeconds(1);

  private final OnlineStore store;
  private final Outbox outbox;
  private final Publisher publisher;

  /** Decides in {@code store}, publishes to {@code log}. */
  public Decisions(OnlineStore store, EventLog log) {
    this.store = store;
    this.outbox = new Outbox(store);
    this.publisher = new Publisher(store, outbox, log, LOOKED_EVERY);
  }

  /**
   * Decides something about a user. It holds once this returns, and reaches the log soon after; if
   * {@code decision} throws, nothing of it holds.
   */
  public <T> T decide(DatabaseId database, UserId user, Function<Decision, T> decision) {
    return decide(database, Set.of(user), decision);
  }

  /** The same about several users at once. */
  public <T> T decide(
      DatabaseId database, Collection<UserId> users, Function<Decision, T> decision) {
    T result =
        store.inTransaction(
            transaction -> {
              UserLocks.take(transaction, database, users);
              return decision.apply(new Decision(transaction, outbox));
            });
    publisher.wake();
    return result;
  }

  /** The same where nothing is to be told. */
  public void run(DatabaseId database, Collection<UserId> users, Consumer<Decision> decision) {
    boolean unused =
        decide(
            database,
            users,
            made -> {
              decision.accept(made);
              return true;
            });
  }

  /**
   * Returns once the log has all that was decided before.
   *
   * @throws io.tastelake.log.LogUnavailableException if the log does not take it in time; it is
   *     published when the log is back
   */
  public void awaitPublished() {
    publisher.publishAll();
  }

  /** Stops publishing; what is left is published by another instance, or after the next start. */
  @Override
  public void close() {
    publisher.close();
  }
}
