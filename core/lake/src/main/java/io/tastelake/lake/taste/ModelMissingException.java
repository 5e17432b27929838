package io.tastelake.lake.taste;

/** The lake has no such model, or not as the online store tells of it; the message says which. */
public final class ModelMissingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ModelMissingException(String message) {
    super(message);
  }

  ModelMissingException(String message, Throwable cause) {
    super(message, cause);
  }
}
