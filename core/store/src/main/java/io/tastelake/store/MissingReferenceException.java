package io.tastelake.store;

import java.sql.SQLException;

/** What a row belongs to, a database or an account, was deleted meanwhile. */
public final class MissingReferenceException extends StoreException {

  private static final long serialVersionUID = 1L;

  MissingReferenceException(SQLException cause) {
    super(cause);
  }
}
