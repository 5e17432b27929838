package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change.Amended;
import io.tastelake.domain.interaction.Change.Forgotten;
import io.tastelake.domain.interaction.Change.Rated;
import io.tastelake.domain.interaction.Change.Recorded;
import io.tastelake.domain.interaction.Change.Resolved;
import io.tastelake.domain.interaction.Change.Retracted;
import io.tastelake.domain.interaction.Change.Unrated;
import io.tastelake.domain.rating.Rating;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A change as flat, nullable columns: how the log's schema, the lake's table and the stream's state
 * spell it. A column that the operation does not carry is null.
 *
 * @param interaction the interaction of a RECORD, AMEND or RETRACT; of a FORGET its id
 * @param item the item of a RECORD, RATE or UNRATE, or an AMEND's new one
 * @param timestamp Unix seconds
 * @param properties a JSON object as text
 * @param rating 1 to 10, of a RATE
 * @param user the user of a RESOLVE
 */
public record ChangeColumns(
    Operation operation,
    InteractionId interaction,
    ItemId item,
    String type,
    Double timestamp,
    String properties,
    Double rating,
    UserId user) {

  /** The columns of a change. */
  public static ChangeColumns of(Change change) {
    if (change instanceof Recorded recorded) {
      InteractionContent content = recorded.content().content();
      return new ChangeColumns(
          Operation.RECORD,
          recorded.interaction(),
          content.item(),
          content.type(),
          content.timestamp(),
          content.properties(),
          null,
          null);
    }
    if (change instanceof Amended amended) {
      Amendment amendment = amended.amendment();
      return new ChangeColumns(
          Operation.AMEND,
          amended.interaction(),
          amendment.item().orElse(null),
          amendment.type().orElse(null),
          boxed(amendment.timestamp()),
          amendment.properties().orElse(null),
          null,
          null);
    }
    if (change instanceof Retracted retracted) {
      return bare(Operation.RETRACT, retracted.interaction());
    }
    if (change instanceof Forgotten forgotten) {
      return bare(Operation.FORGET, forgotten.id().orElse(null));
    }
    if (change instanceof Resolved resolved) {
      Double timestamp = boxed(resolved.timestamp());
      return new ChangeColumns(
          Operation.RESOLVE, null, null, null, timestamp, null, null, resolved.user());
    }
    if (change instanceof Rated rated) {
      Rating rating = rated.rating();
      return new ChangeColumns(
          Operation.RATE, null, rated.item(), null, rating.timestamp(), null, rating.value(), null);
    }
    ItemId item = ((Unrated) change).item();
    return new ChangeColumns(Operation.UNRATE, null, item, null, null, null, null, null);
  }

  /** The timestamp column alone; not a number where it is null. */
  public static double timestampOf(Change change) {
    if (change instanceof Recorded recorded) {
      return recorded.content().timestamp();
    }
    if (change instanceof Amended amended) {
      return amended.amendment().timestamp().orElse(Double.NaN);
    }
    if (change instanceof Resolved resolved) {
      return resolved.timestamp().orElse(Double.NaN);
    }
    return change instanceof Rated rated ? rated.rating().timestamp() : Double.NaN;
  }

  /** The properties column alone. */
  public static String propertiesOf(Change change) {
    if (change instanceof Recorded recorded) {
      return recorded.content().properties();
    }
    return change instanceof Amended amended ? amended.amendment().properties().orElse(null) : null;
  }

  private static ChangeColumns bare(Operation operation, InteractionId interaction) {
    return new ChangeColumns(operation, interaction, null, null, null, null, null, null);
  }

  private static Double boxed(OptionalDouble number) {
    return number.isEmpty() ? null : (Double) number.getAsDouble();
  }

  /** Whether all columns that the operation needs are there, and a RATE is on the scale. */
  public boolean isChange() {
    return switch (operation) {
      case RECORD -> interaction != null && item != null && type != null && timestamp != null;
      case AMEND, RETRACT -> interaction != null;
      case RESOLVE -> user != null;
      case RATE -> item != null && timestamp != null && rating != null && Rating.isOnScale(rating);
      case UNRATE -> item != null;
      case FORGET -> true;
    };
  }

  /**
   * The change.
   *
   * @throws IllegalArgumentException unless {@link #isChange}
   */
  public Change change() {
    if (!isChange()) {
      throw new IllegalArgumentException(
          "the " + operation + " lacks a field, or its rating is not 1 to 10");
    }
    return switch (operation) {
      case RECORD -> new Recorded(new Interaction(interaction, item, type, timestamp, properties));
      case AMEND ->
          new Amended(
              interaction,
              new Amendment(
                  Optional.ofNullable(item),
                  Optional.ofNullable(type),
                  optional(timestamp),
                  Optional.ofNullable(properties)));
      case RETRACT -> new Retracted(interaction);
      case FORGET -> new Forgotten(Optional.ofNullable(interaction));
      case RESOLVE -> new Resolved(user, optional(timestamp));
      case RATE -> new Rated(item, new Rating(rating, timestamp));
      case UNRATE -> new Unrated(item);
    };
  }

  private static OptionalDouble optional(Double number) {
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }
}
