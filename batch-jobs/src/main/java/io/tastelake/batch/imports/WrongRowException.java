package io.tastelake.batch.imports;

/** A row that is not what it is imported as; the message is the reason that its reject gives. */
final class WrongRowException extends Exception {

  private static final long serialVersionUID = 1L;

  WrongRowException(String reason) {
    super(reason);
  }
}
