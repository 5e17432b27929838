package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One event of the log: a change of one actor's history.
 *
 * @param acceptedAt when the API accepted it, Unix microseconds
 */
public record InteractionEvent(DatabaseId database, Actor actor, long acceptedAt, Change change) {

  public InteractionEvent {
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(change, "change");
  }

  /** An interaction as it was recorded. */
  public static InteractionEvent record(
      DatabaseId database, Actor actor, Interaction interaction, long acceptedAt) {
    return new InteractionEvent(database, actor, acceptedAt, new Change.Recorded(interaction));
  }

  /** Some fields of an interaction were corrected. */
  public static InteractionEvent amend(
      DatabaseId database,
      Actor actor,
      InteractionId interaction,
      Amendment amendment,
      long acceptedAt) {
    return new InteractionEvent(
        database, actor, acceptedAt, new Change.Amended(interaction, amendment));
  }

  /** An interaction was deleted for good. */
  public static InteractionEvent retract(
      DatabaseId database, Actor actor, InteractionId interaction, long acceptedAt) {
    return new InteractionEvent(database, actor, acceptedAt, new Change.Retracted(interaction));
  }

  /**
   * A user's rating of an item; it replaces the one before.
   *
   * @param rating 1 to 10
   * @param timestamp Unix seconds
   * @throws IllegalArgumentException if the rating is off the scale
   */
  public static InteractionEvent rate(
      DatabaseId database,
      UserId user,
      ItemId item,
      double rating,
      double timestamp,
      long acceptedAt) {
    return new InteractionEvent(
        database,
        Actor.of(user),
        acceptedAt,
        new Change.Rated(item, new Rating(rating, timestamp)));
  }

  /** A user's rating of an item was deleted. */
  public static InteractionEvent unrate(
      DatabaseId database, UserId user, ItemId item, long acceptedAt) {
    return new InteractionEvent(database, Actor.of(user), acceptedAt, new Change.Unrated(item));
  }

  /** A session is a user's. */
  public static InteractionEvent resolve(
      DatabaseId database, SessionId session, UserId user, double timestamp, long acceptedAt) {
    return new InteractionEvent(
        database,
        Actor.of(session),
        acceptedAt,
        new Change.Resolved(user, OptionalDouble.of(timestamp)));
  }

  /**
   * Everything that the actor did before is forgotten.
   *
   * @param forgetId shared by the retries of this FORGET, and by nothing else of this actor
   */
  public static InteractionEvent forget(
      DatabaseId database, Actor actor, InteractionId forgetId, long acceptedAt) {
    return new InteractionEvent(
        database, actor, acceptedAt, new Change.Forgotten(Optional.of(forgetId)));
  }

  /** The operation of the change. */
  public Operation operation() {
    return change.operation();
  }
}
