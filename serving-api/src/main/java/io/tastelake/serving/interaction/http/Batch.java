package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.http.RowProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The interactions of one request: all are recorded or, if one is wrong, none. */
final class Batch {

  static final String FIELD = "interactions";

  private final RowEvents rowEvents;
  private final Function<Row, Actor> actors;
  private final List<InteractionEvent> events = new ArrayList<>();
  private final RowProblems problems;

  /**
   * An empty batch.
   *
   * @param actors whose interaction a row is
   */
  Batch(RowEvents rowEvents, Function<Row, Actor> actors) {
    this.rowEvents = rowEvents;
    this.actors = actors;
    this.problems = new RowProblems(FIELD, rowEvents.maxRows());
  }

  /**
   * Adds the next row of the request.
   *
   * @throws ApiException {@code WrongData} if it is one too many
   */
  void add(Row row) {
    problems.take(() -> events.add(event(rowEvents, actors, row)));
  }

  /**
   * The event that records a row.
   *
   * @throws io.tastelake.serving.http.ApiException {@code WrongData} if the row is wrong
   * @throws io.tastelake.serving.identity.WrongIdException if an id is
   */
  static InteractionEvent event(RowEvents rowEvents, Function<Row, Actor> actors, Row row) {
    RowEvents.requireSound(row);
    Actor actor = actors.apply(row);
    ItemId item =
        rowEvents.database().types().item(RowEvents.require(row.item(), "item_id", "an id"));
    return rowEvents.recorded(actor, item, row);
  }

  /**
   * The events that record all rows, in their order.
   *
   * @throws io.tastelake.serving.http.ApiException {@code WrongData} if a row is wrong; names up to
   *     100 of them by index
   */
  List<InteractionEvent> events() {
    problems.requireNone();
    return events;
  }
}
