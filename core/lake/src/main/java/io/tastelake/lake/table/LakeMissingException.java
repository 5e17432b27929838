package io.tastelake.lake.table;

/** There is no such table or version; the message says what would make one. */
public final class LakeMissingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LakeMissingException(String message, Throwable cause) {
    super(message, cause);
  }
}
