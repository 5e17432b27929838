package io.tastelake.batch.interaction;

import io.tastelake.contracts.lake.LogPosition;

/** Where the log ends now. */
@FunctionalInterface
public interface LogEnd {

  /** The topic, and by partition the offset that the next event will get. */
  LogPosition now();
}
