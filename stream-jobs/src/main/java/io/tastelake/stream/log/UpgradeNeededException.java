package io.tastelake.stream.log;

import io.tastelake.contracts.log.NewerSchemaException;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** The log holds an event that this job is too old to read. */
public final class UpgradeNeededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private UpgradeNeededException(int partition, long offset, NewerSchemaException cause) {
    super(
        "The job stopped before partition %d, offset %d. %s"
            .formatted(partition, offset, cause.getMessage()),
        cause);
  }

  /** The failure that ends the job for good: a restart would meet the same event. */
  static SuppressRestartsException terminal(
      int partition, long offset, NewerSchemaException cause) {
    return new SuppressRestartsException(new UpgradeNeededException(partition, offset, cause));
  }
}
