package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.log.EventLog;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** The way of every write, single or bulk, of either contract: rows to events to the log. */
public final class Recorder {

  private final EventLog log;
  private final Supplier<InteractionId> ids;
  private final Clock clock;

  /**
   * Writes to a log.
   *
   * @param ids makes ids that no other interaction has, of whichever instance
   */
  public Recorder(EventLog log, Supplier<InteractionId> ids, Clock clock) {
    this.log = log;
    this.ids = ids;
    this.clock = clock;
  }

  /** Makes events of rows that are accepted now. */
  RowEvents rowsOf(Database database) {
    return RowEvents.now(database, ids, clock);
  }

  /** Returns once the log has acknowledged all events. */
  void append(List<InteractionEvent> events) {
    if (!events.isEmpty()) {
      log.append(events);
    }
  }
}
