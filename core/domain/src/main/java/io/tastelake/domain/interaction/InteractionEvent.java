package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;

/**
 * One event of the log. Components that its operation does not carry are null; an AMEND carries
 * only the fields that it changes.
 *
 * @param interaction the interaction of a RECORD, AMEND or RETRACT; of a FORGET the id that all its
 *     retries share, null in old ones
 * @param item the item of a RECORD, RATE or UNRATE, or an AMEND's new one
 * @param type the interaction type, at most 64 characters
 * @param timestamp when it happened, Unix seconds, exactly as given
 * @param properties a JSON object as text
 * @param rating 1 to 10, of a RATE
 * @param user whose session it is, of a RESOLVE
 * @param acceptedAt when the API accepted it, Unix microseconds
 */
public record InteractionEvent(
    DatabaseId database,
    Actor actor,
    Operation operation,
    InteractionId interaction,
    ItemId item,
    String type,
    Double timestamp,
    String properties,
    Double rating,
    UserId user,
    long acceptedAt) {

  /** An interaction as it was recorded. */
  public static InteractionEvent record(
      DatabaseId database, Actor actor, Interaction interaction, long acceptedAt) {
    return new InteractionEvent(
        database,
        actor,
        Operation.RECORD,
        interaction.id(),
        interaction.item(),
        interaction.type(),
        interaction.timestamp(),
        interaction.properties(),
        null,
        null,
        acceptedAt);
  }

  /** A change of the given fields; null leaves a field as it is. */
  public static InteractionEvent amend(
      DatabaseId database,
      Actor actor,
      InteractionId interaction,
      ItemId item,
      String type,
      Double timestamp,
      String properties,
      long acceptedAt) {
    return new InteractionEvent(
        database,
        actor,
        Operation.AMEND,
        interaction,
        item,
        type,
        timestamp,
        properties,
        null,
        null,
        acceptedAt);
  }

  /**
   * A user's rating of an item, in place of the one before.
   *
   * @param rating 1 to 10
   * @param timestamp Unix seconds
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
        Operation.RATE,
        null,
        item,
        null,
        timestamp,
        null,
        rating,
        null,
        acceptedAt);
  }

  /** A user's rating of an item is withdrawn. */
  public static InteractionEvent unrate(
      DatabaseId database, UserId user, ItemId item, long acceptedAt) {
    return new InteractionEvent(
        database,
        Actor.of(user),
        Operation.UNRATE,
        null,
        item,
        null,
        null,
        null,
        null,
        null,
        acceptedAt);
  }

  /** A session turned out to be a user's. */
  public static InteractionEvent resolve(
      DatabaseId database, SessionId session, UserId user, double timestamp, long acceptedAt) {
    return new InteractionEvent(
        database,
        Actor.of(session),
        Operation.RESOLVE,
        null,
        null,
        null,
        timestamp,
        null,
        null,
        user,
        acceptedAt);
  }

  public static InteractionEvent retract(
      DatabaseId database, Actor actor, InteractionId interaction, long acceptedAt) {
    return bare(database, actor, Operation.RETRACT, interaction, acceptedAt);
  }

  /**
   * A FORGET of all that the actor did before.
   *
   * @param forgetId shared by the retries of this FORGET, and by nothing else of this actor
   */
  public static InteractionEvent forget(
      DatabaseId database, Actor actor, InteractionId forgetId, long acceptedAt) {
    return bare(database, actor, Operation.FORGET, forgetId, acceptedAt);
  }

  /** Whether it may count: a RATE needs a timestamp and a rating of the scale. */
  public boolean isPossible() {
    return operation != Operation.RATE
        || (timestamp != null && rating != null && Rating.isOnScale(rating));
  }

  private static InteractionEvent bare(
      DatabaseId database,
      Actor actor,
      Operation operation,
      InteractionId interaction,
      long acceptedAt) {
    return new InteractionEvent(
        database, actor, operation, interaction, null, null, null, null, null, null, acceptedAt);
  }
}
