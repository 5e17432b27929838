package io.tastelake.batch;

import io.tastelake.domain.command.VisibleText;

/**
 * A job cannot go on, and knows why: its message is a problem, its cause and its remedy, in one
 * line.
 */
public final class JobFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** A failure that is explained by {@code problem} and ended by {@code remedy}: sentences. */
  public JobFailedException(String problem, String remedy) {
    this(problem, remedy, null);
  }

  /** The same, with what led to it. */
  public JobFailedException(String problem, String remedy, Throwable cause) {
    super(VisibleText.of(problem + " " + remedy), cause);
  }
}
