package io.tastelake.serving.store;

import java.sql.SQLException;

/** The online store cannot be reached, or refused a statement. */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreException(SQLException cause) {
    super("The online store failed: " + cause.getMessage(), cause);
  }
}
