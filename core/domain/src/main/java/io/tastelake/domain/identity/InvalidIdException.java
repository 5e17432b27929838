package io.tastelake.domain.identity;

/** Text that is no id of the expected type; the message says which form would be right. */
public final class InvalidIdException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public InvalidIdException(String message) {
    super(message);
  }
}
