package io.tastelake.serving.interaction;

/** The version that a listing reads is gone; the remedy is to begin the listing anew. */
public final class ListingExpiredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ListingExpiredException(String message, Throwable cause) {
    super(message, cause);
  }
}
