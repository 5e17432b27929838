package io.tastelake.log;

/**
 * The log and the lake do not belong together, so nothing read from both would be right. The
 * message says the problem, its cause and the remedy.
 */
public final class LogMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LogMismatchException(String message) {
    super(message);
  }
}
