package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import java.util.Comparator;
import java.util.Objects;

/** What an actor did to an item, and by which id it is known. */
public record Interaction(InteractionId id, InteractionContent content) {

  /** The order of lists: newest timestamp first, then interaction id. */
  public static final Comparator<Interaction> NEWEST_FIRST =
      Comparator.comparingDouble(Interaction::timestamp).reversed().thenComparing(Interaction::id);

  public Interaction {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(content, "content");
  }

  /** An interaction of that content; see {@link InteractionContent}. */
  public Interaction(
      InteractionId id, ItemId item, String type, double timestamp, String properties) {
    this(id, new InteractionContent(item, type, timestamp, properties));
  }

  public ItemId item() {
    return content.item();
  }

  public String type() {
    return content.type();
  }

  /** Unix seconds. */
  public double timestamp() {
    return content.timestamp();
  }

  /** A JSON object as text, or null for none. */
  public String properties() {
    return content.properties();
  }
}
