package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.identity.WrongIdException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The interactions of one request: all are recorded or, if one is wrong, none. */
final class Batch {

  private static final int MOST_NAMED = 100;

  private final RowEvents rowEvents;
  private final Function<Row, Actor> actors;
  private final List<InteractionEvent> events = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private ErrorName firstProblem;
  private int rows;
  private int wrong;

  /**
   * An empty batch.
   *
   * @param actors whose interaction a row is
   */
  Batch(RowEvents rowEvents, Function<Row, Actor> actors) {
    this.rowEvents = rowEvents;
    this.actors = actors;
  }

  /**
   * Adds the next row of the request.
   *
   * @throws ApiException {@code WrongData} if it is one too many
   */
  void add(Row row) {
    if (rows == rowEvents.mostRows()) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "The request holds more than %,d interactions: send them in smaller parts."
              .formatted(rows));
    }
    try {
      RowEvents.requireSound(row);
      Actor actor = actors.apply(row);
      ItemId item =
          rowEvents.database().types().item(RowEvents.require(row.item(), "item_id", "an id"));
      events.add(rowEvents.recorded(actor, item, row));
    } catch (WrongIdException e) {
      refuse(ApiException.wrongId(e));
    } catch (ApiException e) {
      refuse(e);
    }
    rows++;
  }

  /**
   * The events that record all rows, in their order.
   *
   * @throws ApiException {@code WrongData} if a row is wrong; names up to 100 of them by index
   */
  List<InteractionEvent> events() {
    if (wrong > 0) {
      String more = wrong > MOST_NAMED ? " (the first " + MOST_NAMED + " are named)" : "";
      throw ApiException.wrongData(
          firstProblem,
          "%d of %d interactions are wrong%s, and nothing was stored. %s"
              .formatted(wrong, rows, more, String.join(" ", problems)));
    }
    return events;
  }

  private void refuse(ApiException problem) {
    if (wrong == 0) {
      firstProblem = ErrorName.valueOf(problem.data().get("name"));
    }
    if (wrong < MOST_NAMED) {
      problems.add("interactions[" + rows + "]: " + problem.getMessage());
    }
    wrong++;
  }
}
