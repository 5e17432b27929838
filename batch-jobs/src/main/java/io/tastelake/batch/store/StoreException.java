package io.tastelake.batch.store;

import java.sql.SQLException;

/** The online store refused or failed; its cause says why. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** A failure in the course of {@code doing}, such as "reading models". */
  public StoreException(String doing, SQLException cause) {
    super("The online store failed while " + doing + ": " + cause.getMessage(), cause);
  }
}
