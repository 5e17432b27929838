package io.tastelake.stream.log;

/** The log did not answer. Nothing is known about its state; trying again is right. */
public final class LogUnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LogUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
