package io.tastelake.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jdbi.v3.core.result.ResultIterator;

/**
 * Rows through a cursor, one after another: few of them are in memory at once. The cursor lives in
 * the connection's transaction, and ends after the last row or with that transaction. Not
 * thread-safe.
 */
final class DatabaseCursor<T> implements Iterator<T> {

  /** Rows that one round trip brings. */
  static final int FETCHED = 10_000;

  private final ResultIterator<T> rows;
  private T next;

  DatabaseCursor(ResultIterator<T> rows) {
    this.rows = rows;
    advance();
  }

  /** The next row, which stays the next; null after the last. */
  T peek() {
    return next;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public T next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    T row = next;
    advance();
    return row;
  }

  private void advance() {
    next = StoreConnection.translated(() -> rows.hasNext() ? rows.next() : null);
  }
}
