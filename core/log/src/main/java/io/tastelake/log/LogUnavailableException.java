package io.tastelake.log;

/**
 * The event log did not answer in time. The message says whether a write's outcome is unknown and
 * what to do.
 */
public class LogUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
