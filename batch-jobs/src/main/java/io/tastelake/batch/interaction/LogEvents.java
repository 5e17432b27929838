package io.tastelake.batch.interaction;

import io.tastelake.domain.interaction.LoggedEvent;
import java.io.Serializable;
import java.util.Iterator;

/** The log itself, as far back as it still reaches. */
public interface LogEvents extends AutoCloseable {

  /** Opens the log wherever a task runs. */
  @FunctionalInterface
  interface Source extends Serializable {

    /** The log; whoever opens it closes it. */
    LogEvents open();
  }

  /** The first offset that a partition still has. */
  long first(int partition);

  /**
   * The events of a partition at offsets in [{@code from}, {@code until}), in their order; records
   * that no event can be read from are left out. The one before is to be read to its end, or not
   * any further.
   *
   * @param until no further than the log's end
   */
  Iterator<LoggedEvent> between(int partition, long from, long until);

  @Override
  void close();
}
