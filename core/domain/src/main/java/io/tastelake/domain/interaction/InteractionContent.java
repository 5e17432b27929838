package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.ItemId;
import java.util.Objects;

/**
 * What an actor did to an item.
 *
 * @param type at most 64 characters
 * @param timestamp Unix seconds, exactly as given
 * @param properties a JSON object as text, or null for none
 */
public record InteractionContent(ItemId item, String type, double timestamp, String properties)
    implements Content<InteractionContent> {

  public InteractionContent {
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(type, "type");
  }

  @Override
  public InteractionContent amendedBy(Amendment amendment) {
    return new InteractionContent(
        amendment.item().orElse(item),
        amendment.type().orElse(type),
        amendment.timestamp().orElse(timestamp),
        amendment.properties().orElse(properties));
  }
}
