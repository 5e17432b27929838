package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.InvalidIdException;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Timestamps;
import io.tastelake.serving.interaction.Histories;
import java.util.Optional;

/** What the methods of the user-data contract have in common. */
final class UserData {

  static final String PATH = "/user-data/{user_id}/interactions";

  private UserData() {}

  /** The body: one interaction, whose timestamp is ISO 8601 text. */
  static Row row(RequestContext context) {
    Row row = context.body(parser -> RowReader.read(parser, Timestamps.ISO_8601));
    RowEvents.requireSound(row);
    return row;
  }

  /**
   * The id of an interaction that the actor has now.
   *
   * @throws ApiException {@code WrongData} if there is no text, {@code NotFoundError} if it is the
   *     id of none of the actor's interactions
   */
  static InteractionId existing(Histories histories, Database database, Actor actor, String text) {
    RowEvents.require(text, "interaction_id", "a string");
    return parsed(text).stream()
        .flatMap(id -> histories.interaction(database.id(), actor, id).stream())
        .map(Interaction::id)
        .findFirst()
        .orElseThrow(
            () -> ApiException.notFound(ErrorName.RESOURCE_NOT_FOUND, "interaction", text));
  }

  private static Optional<InteractionId> parsed(String text) {
    try {
      return Optional.of(InteractionId.parse(text));
    } catch (InvalidIdException e) {
      return Optional.empty();
    }
  }
}
