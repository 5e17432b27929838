package io.tastelake.batch.decision;

import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.OutboxTable;
import io.tastelake.store.RatingsTable;
import io.tastelake.store.ResolvedSessionsTable;
import io.tastelake.store.StoreConnection;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.Queue;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The decisions that stand in the online store, as it stood when this was opened, through cursors
 * of one transaction that writes nothing. What was decided before is in the log, or waits in the
 * outbox of that moment.
 */
final class OnlineDecisions implements AutoCloseable {

  private final StoreConnection connection;
  private final TreeSet<String> databases = new TreeSet<>();
  private final long newestWaiting;

  private OnlineDecisions(StoreConnection connection) {
    this.connection = connection;
    new DatabasesTable(connection).ids().forEach(database -> databases.add(database.value()));
    this.newestWaiting = new OutboxTable(connection).newest();
  }

  static OnlineDecisions now(StoreAccess store) {
    StoreConnection connection = store.tables().openSnapshot();
    try {
      return new OnlineDecisions(connection);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Whether there is such a database. */
  boolean know(DatabaseId database) {
    return databases.contains(database.value());
  }

  /** The id of the newest decision that waited in the outbox, or 0 if none did. */
  long newestWaiting() {
    return newestWaiting;
  }

  /** All of them, in the order of their places; to be asked for once. */
  Iterator<Decided> all() {
    return new OneAfterTheOther(parts());
  }

  /** Of each database the sessions, then the users: so their kinds' names are sorted. */
  private Queue<Supplier<Iterator<Decided>>> parts() {
    ResolvedSessionsTable sessions = new ResolvedSessionsTable(connection);
    RatingsTable ratings = new RatingsTable(connection);
    Queue<Supplier<Iterator<Decided>>> parts = new ArrayDeque<>();
    for (String id : databases) {
      DatabaseId database = new DatabaseId(id);
      parts.add(() -> decided(sessions.all(database), row -> resolved(database, row)));
      parts.add(() -> decided(ratings.all(database), row -> given(database, row)));
    }
    return parts;
  }

  private static <T> Iterator<Decided> decided(Iterator<T> rows, Function<T, Decided> decided) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Decided next() {
        return decided.apply(rows.next());
      }
    };
  }

  private static Decided resolved(DatabaseId database, ResolvedSessionsTable.Row row) {
    return Decided.resolved(database, Actor.of(row.session()), row.user());
  }

  private static Decided given(DatabaseId database, RatingsTable.Row row) {
    Rating rating = new Rating(row.value(), row.ratedAt());
    return Decided.given(database, Actor.of(row.user()), row.item(), rating);
  }

  /** One part after the other, each through a cursor of its own. */
  private static final class OneAfterTheOther implements Iterator<Decided> {

    private final Queue<Supplier<Iterator<Decided>>> parts;
    private Iterator<Decided> part = Collections.emptyIterator();

    OneAfterTheOther(Queue<Supplier<Iterator<Decided>>> parts) {
      this.parts = parts;
    }

    @Override
    public boolean hasNext() {
      while (!part.hasNext() && !parts.isEmpty()) {
        part = parts.remove().get();
      }
      return part.hasNext();
    }

    @Override
    public Decided next() {
      return hasNext() ? part.next() : Collections.<Decided>emptyIterator().next();
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
