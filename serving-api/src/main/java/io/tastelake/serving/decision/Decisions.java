package io.tastelake.serving.decision;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.log.EventLog;
import io.tastelake.log.LogUnavailableException;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreLocks;
import io.tastelake.store.UserLocks;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes decisions, one at a time for each user on whichever instance, and brings them to the log.
 * Thread-safe.
 */
public final class Decisions implements AutoCloseable {

  private static final int PART = 1_000;
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

  /**
   * Does {@code work} while no instance publishes: what the log holds then was decided before, and
   * what else was decided is in the outbox.
   */
  public static <T> T whileNonePublishes(OnlineStore store, Supplier<T> work) {
    return store.inTransaction(
        transaction -> {
          new StoreLocks(transaction).take(Publisher.LOCK);
          return work.get();
        });
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
   * Decides about many users in parts, each a transaction of its own, so that nobody waits for all
   * of them; the log gets each part before the next is decided, so that others' events wait for one
   * part at most. If a part fails, those before it hold.
   *
   * @param decision is called for each part, with no users if there are none
   * @throws io.tastelake.log.LogUnavailableException if the log does not take them in time; then
   *     all are decided, and published when the log is back
   */
  public void inParts(
      DatabaseId database, Collection<UserId> users, BiConsumer<Decision, Part> decision) {
    List<UserId> ordered = UserLocks.inOrder(database, users);
    Optional<LogUnavailableException> away = Optional.empty();
    int from = 0;
    do {
      int to = Math.min(from + PART, ordered.size());
      Part part = new Part(ordered.subList(from, to), to == ordered.size());
      run(database, part.users(), made -> decision.accept(made, part));
      from = to;
      if (away.isEmpty()) {
        away = published();
      }
    } while (from < ordered.size());
    if (away.isPresent()) {
      throw away.get();
    }
  }

  private Optional<LogUnavailableException> published() {
    try {
      awaitPublished();
      return Optional.empty();
    } catch (LogUnavailableException e) {
      return Optional.of(e);
    }
  }

  /**
   * Some of many users.
   *
   * @param isLast whether no other part follows
   */
  public record Part(List<UserId> users, boolean isLast) {}

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
