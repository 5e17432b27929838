package io.tastelake.contracts.log;

/** Bytes that are no event of any known version; the message is the dead letter's reason. */
public final class UndecodableEventException extends Exception {

  private static final long serialVersionUID = 1L;

  public UndecodableEventException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
