package io.tastelake.serving.interaction;

/** The lake does not hold in time what was acknowledged before a listing; retry the listing. */
public final class LakeLagsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LakeLagsException(String message) {
    super(message);
  }
}
