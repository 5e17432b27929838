package io.tastelake.serving.console;

/** A file that cannot be imported; the message is for whoever sent it. */
final class UnsuitableCsvException extends Exception {

  private static final long serialVersionUID = 1L;

  UnsuitableCsvException(String message) {
    super(message);
  }
}
