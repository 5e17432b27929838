package io.tastelake.stream.interaction;

import io.tastelake.contracts.log.NumericProperties;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import java.util.UUID;

/**
 * Events without what a rating does not depend on: of properties the numbers stay, and what the key
 * of their state says already is left out.
 */
public final class LeanEvents {

  /** Stands for the id where the key of the entry has it. */
  static final InteractionId OF_THE_KEY = new InteractionId(new UUID(0, 0));

  private LeanEvents() {}

  /** The event with its properties reduced to numbers. */
  public static LoggedEvent reduced(LoggedEvent logged) {
    InteractionEvent event = logged.event();
    String properties = reducedProperties(event);
    return properties == null && event.properties() == null
        ? logged
        : new LoggedEvent(logged.partition(), logged.offset(), withProperties(event, properties));
  }

  /** An AMEND that takes all numbers away says so; elsewhere no numbers are no properties. */
  private static String reducedProperties(InteractionEvent event) {
    String numbers = NumericProperties.reduced(event.properties());
    boolean amends = event.operation() == Operation.AMEND && event.properties() != null;
    return numbers == null && amends ? "{}" : numbers;
  }

  private static InteractionEvent withProperties(InteractionEvent event, String properties) {
    return new InteractionEvent(
        event.database(),
        event.actor(),
        event.operation(),
        event.interaction(),
        event.item(),
        event.type(),
        event.timestamp(),
        properties,
        event.rating(),
        event.user(),
        event.acceptedAt());
  }

  /** An event about one interaction, under a key that says which of whom. */
  static LoggedEvent keyed(LoggedEvent logged) {
    InteractionEvent event = logged.event();
    return new LoggedEvent(
        0,
        logged.offset(),
        new InteractionEvent(
            null,
            null,
            event.operation(),
            OF_THE_KEY,
            event.item(),
            event.type(),
            event.timestamp(),
            event.properties(),
            null,
            null,
            event.acceptedAt()));
  }

  /** An event about the actor as a whole, under a key that says who it is. */
  static LoggedEvent ofActor(LoggedEvent logged) {
    InteractionEvent event = logged.event();
    return new LoggedEvent(
        0,
        logged.offset(),
        new InteractionEvent(
            null,
            null,
            event.operation(),
            event.interaction(),
            event.item(),
            null,
            event.timestamp(),
            null,
            event.rating(),
            event.user(),
            event.acceptedAt()));
  }

  /** A RECORD of which nothing is left but where it stood. */
  static LoggedEvent emptied(LoggedEvent recorded) {
    return new LoggedEvent(
        0,
        recorded.offset(),
        new InteractionEvent(
            null,
            null,
            Operation.RECORD,
            OF_THE_KEY,
            null,
            null,
            null,
            null,
            null,
            null,
            recorded.event().acceptedAt()));
  }
}
