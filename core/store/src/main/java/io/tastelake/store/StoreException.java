package io.tastelake.store;

import io.tastelake.domain.failure.Causes;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;

/** The online store cannot be reached, or refused a statement. */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Where PostgreSQL's codes begin for: no connection, no resources, shutting down, rolled back.
   */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "40");

  /**
   * Where codes begin for what the rows at hand may be to blame for: their data, a constraint, a
   * limit, a procedure that refuses them, damage where they lie, or that they take too long.
   */
  private static final Set<String> OF_ROWS = Set.of("21", "22", "23", "54", "P0", "XX", "57014");

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
    Optional<RuntimeException> ofStore =
        Causes.first(failure, SQLException.class).map(StoreException::of);
    return ofStore.orElse(failure);
  }

  /** Whether two transactions waited for each other, and this one was ended: it may try again. */
  public boolean isDeadlock() {
    return getCause() instanceof SQLException cause && DEADLOCK.equals(cause.getSQLState());
  }

  StoreException(SQLException cause) {
    super("The online store failed: " + cause.getMessage(), cause);
  }

  /**
   * Whether other rows may well be written: the failure is of the rows at hand, or was a long wait
   * for them, and not of the store.
   */
  public boolean mayBeOfTheRows() {
    return Causes.of(getCause())
        .anyMatch(cause -> isOfRows(cause) || cause instanceof SocketTimeoutException);
  }

  private static boolean isOfRows(Throwable cause) {
    return cause instanceof SQLException sql
        && sql.getSQLState() != null
        && OF_ROWS.stream().anyMatch(sql.getSQLState()::startsWith);
  }

  /** PostgreSQL's code and its one sentence: no statement, and nothing of the rows beside it. */
  public String brief() {
    SQLException cause = (SQLException) getCause();
    SQLException last = cause.getNextException() == null ? cause : cause.getNextException();
    String sentence =
        last instanceof PSQLException refusal && refusal.getServerErrorMessage() != null
            ? refusal.getServerErrorMessage().getMessage()
            : last.getClass().getSimpleName();
    return sentence + " (SQLSTATE " + last.getSQLState() + ")";
  }
}
