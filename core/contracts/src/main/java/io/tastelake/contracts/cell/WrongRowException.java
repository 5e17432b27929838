package io.tastelake.contracts.cell;

/** A row that is not what it is imported as; the message is the reason that its reject gives. */
public final class WrongRowException extends Exception {

  private static final long serialVersionUID = 1L;

  public WrongRowException(String reason) {
    super(reason);
  }
}
