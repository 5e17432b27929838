package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;

/**
 * What an actor does next; a history is made of these.
 *
 * @param fields which fields an AMEND changes: bits of item, type, timestamp, properties
 * @param content picks the values
 */
record Step(Operation operation, int interaction, int fields, int content, int gap) {

  InteractionEvent event(DatabaseId database, Actor actor, InteractionId id, long acceptedAt) {
    return switch (operation) {
      case RECORD ->
          InteractionEvent.record(
              database,
              actor,
              new Interaction(id, item(), type(), timestamp(), content == 0 ? null : properties()),
              acceptedAt);
      case AMEND ->
          InteractionEvent.amend(
              database,
              actor,
              id,
              changes(0) ? item() : null,
              changes(1) ? type() : null,
              changes(2) ? timestamp() : null,
              changes(3) ? properties() : null,
              acceptedAt);
      case RETRACT -> InteractionEvent.retract(database, actor, id, acceptedAt);
      case FORGET -> InteractionEvent.forget(database, actor, content == 0 ? null : id, acceptedAt);
      case RESOLVE, RATE, UNRATE -> decision(database, actor, acceptedAt);
    };
  }

  private InteractionEvent decision(DatabaseId database, Actor actor, long acceptedAt) {
    boolean resolves = operation == Operation.RESOLVE;
    return new InteractionEvent(
        database,
        actor,
        operation,
        null,
        resolves ? null : item(),
        null,
        timestamp(),
        null,
        operation == Operation.RATE ? 1.0 + content % 10 : null,
        resolves ? new UserId("user-" + content) : null,
        acceptedAt);
  }

  private boolean changes(int field) {
    return (fields >> field & 1) == 1;
  }

  private ItemId item() {
    return new ItemId("item-" + content);
  }

  private String type() {
    return "type-" + content;
  }

  private double timestamp() {
    return 1.6e9 + content / 4.0;
  }

  private String properties() {
    return "{\"n\":" + content + ",\"ü\":\"\\\"\"}";
  }
}
