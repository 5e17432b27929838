package io.tastelake.log;

/** The event log is known not to answer: nothing was asked of it, and nothing handed to it. */
public final class LogAwayException extends LogUnavailableException {

  private static final long serialVersionUID = 1L;

  LogAwayException() {
    super(
        "The event log does not answer, so nothing was handed to it: nothing was stored. Retry the"
            + " request in a few seconds.",
        null);
  }
}
