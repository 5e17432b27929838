package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import java.util.Comparator;
import java.util.Objects;

/**
 * What an actor did to an item, as it stands now.
 *
 * @param type at most 64 characters
 * @param timestamp Unix seconds, exactly as given
 * @param properties a JSON object as text, or null for none
 */
public record Interaction(
    InteractionId id, ItemId item, String type, double timestamp, String properties) {

  /** The order of lists: newest timestamp first, then interaction id. */
  public static final Comparator<Interaction> NEWEST_FIRST =
      Comparator.comparingDouble(Interaction::timestamp).reversed().thenComparing(Interaction::id);

  public Interaction {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(type, "type");
  }
}
