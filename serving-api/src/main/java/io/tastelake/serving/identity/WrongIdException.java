package io.tastelake.serving.identity;

/** An id in a request is not of its database's type; the message says which form would be right. */
public final class WrongIdException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the id names. */
  public enum Subject {
    USER,
    ITEM,
    SESSION
  }

  private final Subject subject;

  public WrongIdException(Subject subject, String message) {
    super(message);
    this.subject = subject;
  }

  public Subject subject() {
    return subject;
  }
}
