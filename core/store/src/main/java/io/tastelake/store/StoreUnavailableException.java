package io.tastelake.store;

import java.sql.SQLException;

/**
 * The online store does not answer, or gave a statement up for the sake of others: whether a change
 * was stored is unknown, and the same may work in a moment.
 */
public final class StoreUnavailableException extends StoreException {

  private static final long serialVersionUID = 1L;

  private final boolean rolledBack;

  StoreUnavailableException(SQLException cause) {
    super(cause);
    this.rolledBack = cause.getSQLState() != null && cause.getSQLState().startsWith("40");
  }

  /** Whether it is certain that nothing was stored: the transaction was given up, however often. */
  public boolean rolledBack() {
    return rolledBack;
  }
}
