package io.tastelake.serving.interaction.http;

import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.log.EventLog;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.KeyedWrite;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.rating.UnweighedTypes;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The way of every write, single or bulk, of either contract: rows to events to the log. */
public final class Recorder {

  private final EventLog log;
  private final UnweighedTypes types;
  private final Supplier<InteractionId> ids;
  private final Clock clock;
  private final int rowsPerBody;

  /**
   * Writes to a log.
   *
   * @param types notes the types of what is written
   * @param ids makes ids that no other interaction has, of whichever instance
   * @param rowsPerBody the most rows of one request
   */
  public Recorder(
      EventLog log,
      UnweighedTypes types,
      Supplier<InteractionId> ids,
      Clock clock,
      int rowsPerBody) {
    this.log = log;
    this.types = types;
    this.ids = ids;
    this.clock = clock;
    this.rowsPerBody = rowsPerBody;
  }

  /**
   * Makes events of rows that are accepted now; of a write that carries an Idempotency-Key, the
   * same events whenever it is repeated.
   */
  RowEvents rowsOf(RequestContext context, Database database) {
    return context
        .key()
        .map(key -> new RowEvents(database, idsOf(key), key.begunAt(), rowsPerBody))
        .orElseGet(() -> new RowEvents(database, ids, MicrosecondClock.now(clock), rowsPerBody));
  }

  private static Supplier<InteractionId> idsOf(KeyedWrite key) {
    AtomicInteger index = new AtomicInteger();
    return () -> key.interaction(index.getAndIncrement());
  }

  /**
   * Appends as {@link #append} does, and says what the writer should know of the types, if he was
   * not told within the hour.
   */
  List<String> appendAndWarn(
      RequestContext context, Database database, List<InteractionEvent> events) {
    write(context, events);
    return types
        .warning(context.caller().account(), database.id(), types.note(database.id(), events))
        .map(List::of)
        .orElse(List.of());
  }

  /**
   * Returns once the log has acknowledged all events, which the call is accepted with.
   *
   * @throws io.tastelake.serving.http.ApiException {@code WrongData} if the call's Idempotency-Key
   *     was used with another body
   */
  void append(RequestContext context, Database database, List<InteractionEvent> events) {
    write(context, events);
    var unused = types.note(database.id(), events);
  }

  private void write(RequestContext context, List<InteractionEvent> events) {
    context.accept(events.size());
    if (!events.isEmpty()) {
      log.append(events);
    }
  }
}
