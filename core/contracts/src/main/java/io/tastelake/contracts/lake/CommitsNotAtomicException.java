package io.tastelake.contracts.lake;

/** A store lets one of two writers replace the other's commit; the message says what to do. */
public final class CommitsNotAtomicException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommitsNotAtomicException(String message) {
    super(message);
  }

  CommitsNotAtomicException(String message, Throwable cause) {
    super(message, cause);
  }
}
