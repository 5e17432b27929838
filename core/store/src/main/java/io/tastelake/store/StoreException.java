package io.tastelake.store;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/** The online store cannot be reached, or refused a statement. */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Where PostgreSQL's codes begin for: no connection, no resources, shutting down, rolled back.
   */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "40");

  private static final String FOREIGN_KEY_VIOLATION = "23503";
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String DEADLOCK = "40P01";

  /** The exception that tells apart what callers tell apart. */
  public static StoreException of(SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    if (state.equals(UNIQUE_VIOLATION)) {
      return new DuplicateKeyException(cause);
    }
    if (state.equals(FOREIGN_KEY_VIOLATION)) {
      return new MissingReferenceException(cause);
    }
    boolean passing =
        cause instanceof SQLTransientException
            || (state.length() >= 2 && PASSING.contains(state.substring(0, 2)));
    return passing ? new StoreUnavailableException(cause) : new StoreException(cause);
  }

  /**
   * The same for what the plumbing reports.
   *
   * @return {@code failure} itself if the store has no part in it
   */
  static RuntimeException of(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return of(sql);
      }
    }
    return failure;
  }

  /** Whether two transactions waited for each other, and this one was ended: it may try again. */
  public boolean isDeadlock() {
    return getCause() instanceof SQLException cause && DEADLOCK.equals(cause.getSQLState());
  }

  StoreException(SQLException cause) {
    super("The online store failed: " + cause.getMessage(), cause);
  }
}
