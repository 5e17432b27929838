package io.tastelake.serving.log;

/** Too much is asked of this instance at once; nothing was changed, and repeating helps. */
public final class OverloadedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OverloadedException(String message) {
    super(message);
  }
}
