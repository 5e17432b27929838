package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.util.Optional;
import java.util.OptionalDouble;

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
      case AMEND -> InteractionEvent.amend(database, actor, id, amendment(), acceptedAt);
      case RETRACT -> InteractionEvent.retract(database, actor, id, acceptedAt);
      case FORGET, RESOLVE, RATE, UNRATE ->
          new InteractionEvent(database, actor, acceptedAt, ofActor(id));
    };
  }

  private Amendment amendment() {
    Amendment amendment = changes(0) ? Amendment.NONE.withItem(item()) : Amendment.NONE;
    amendment = changes(1) ? amendment.withType(type()) : amendment;
    amendment = changes(2) ? amendment.withTimestamp(timestamp()) : amendment;
    return changes(3) ? amendment.withProperties(properties()) : amendment;
  }

  private Change ofActor(InteractionId id) {
    return switch (operation) {
      case RESOLVE ->
          new Change.Resolved(new UserId("user-" + content), OptionalDouble.of(timestamp()));
      case RATE -> new Change.Rated(item(), new Rating(1.0 + content % 10, timestamp()));
      case UNRATE -> new Change.Unrated(item());
      default -> new Change.Forgotten(content == 0 ? Optional.empty() : Optional.of(id));
    };
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
