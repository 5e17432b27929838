package io.tastelake.stream.log;

/** The job must not start; the message says the problem, its cause and the remedy. */
public final class StartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartRefusedException(String message) {
    super(message);
  }
}
