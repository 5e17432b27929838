package io.tastelake.lake.table;

/**
 * An append does not continue where the lake is: a gap, an overlap, another topic, or another
 * writer at the same moment. Nothing was committed. The remedy is to start the writer without state
 * of its own: it then goes on where the lake is.
 */
public final class PositionConflictException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PositionConflictException(String message) {
    super(message);
  }

  public PositionConflictException(String message, Throwable cause) {
    super(message, cause);
  }
}
