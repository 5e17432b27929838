package io.tastelake.lake.table;

import io.tastelake.domain.interaction.LoggedEvent;
import java.util.Iterator;

/**
 * Rows one after the other, in {@link io.tastelake.contracts.lake.RowOrder}; close it after use.
 */
public interface RowCursor extends Iterator<LoggedEvent>, AutoCloseable {

  @Override
  void close();
}
