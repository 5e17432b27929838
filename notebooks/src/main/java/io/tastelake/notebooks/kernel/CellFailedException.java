package io.tastelake.notebooks.kernel;

/** A cell does not compile, or threw; the message says what and where. */
final class CellFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CellFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
