package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.InteractionType;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import java.util.function.Supplier;

/**
 * Makes events of the rows of one request.
 *
 * @param ids makes the id of each new interaction
 * @param acceptedAt Unix microseconds; also when a row without a timestamp happened
 * @param maxRows of one request
 */
record RowEvents(Database database, Supplier<InteractionId> ids, long acceptedAt, int maxRows) {

  private static final double MICROS = 1e6;

  /**
   * The event that records {@code row}.
   *
   * @throws ApiException {@code WrongData} if the row is not sound or lacks its type
   */
  InteractionEvent recorded(Actor actor, ItemId item, Row row) {
    return InteractionEvent.record(database.id(), actor, interaction(item, row), acceptedAt);
  }

  /**
   * The interaction that {@code row} records, under a new id.
   *
   * @throws ApiException {@code WrongData} if the row is not sound or lacks its type
   */
  Interaction interaction(ItemId item, Row row) {
    requireSound(row);
    require(row.type(), "interaction_type", InteractionType.ACCEPTED);
    double timestamp = row.timestamp() == null ? acceptedAt / MICROS : row.timestamp();
    return new Interaction(ids.get(), item, row.type(), timestamp, row.properties());
  }

  /**
   * Refuses a row that has a problem.
   *
   * @throws ApiException {@code WrongData} if a field of the row is wrong
   */
  static void requireSound(Row row) {
    if (row.problem() != null) {
      throw ApiException.wrongData(row.problem().name(), row.problem().message());
    }
  }

  /**
   * The value of a field that may not be absent.
   *
   * @throws ApiException {@code WrongData} if it is
   */
  static <T> T require(T value, String field, String accepted) {
    if (value == null) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "The field " + field + " is missing: it must be " + accepted + ".");
    }
    return value;
  }
}
