package io.tastelake.stream.log;

import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * What the job holds does not continue where the lake is. A restart from the same checkpoint would
 * meet the same, so {@link #terminal} ends the job; started without state, it goes on where the
 * lake is.
 */
public final class StaleStateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String REMEDY =
      " Nothing was committed. Start the job without state (no checkpoint, no savepoint): it resumes"
          + " where the lake is.";

  private StaleStateException(String problemAndCause, Throwable cause) {
    super(problemAndCause + REMEDY, cause);
  }

  /** The failure that ends the job for good. */
  public static SuppressRestartsException terminal(String problemAndCause, Throwable cause) {
    return new SuppressRestartsException(new StaleStateException(problemAndCause, cause));
  }
}
