package io.tastelake.store;

import java.sql.SQLException;

/** A row with this key exists already. */
public final class DuplicateKeyException extends StoreException {

  private static final long serialVersionUID = 1L;

  DuplicateKeyException(SQLException cause) {
    super(cause);
  }
}
