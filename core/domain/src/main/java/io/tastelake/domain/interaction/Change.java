package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an event does to its actor's history; each carries what its operation needs, and no more.
 */
public sealed interface Change {

  /** The operation, as log and lake name it. */
  Operation operation();

  /** A change of one interaction. */
  sealed interface OfInteraction extends Change {

    /** The interaction that changes. */
    InteractionId interaction();
  }

  /** A decision about the actor as a whole, one that a FORGET may hide. */
  sealed interface Decision extends Change {}

  /** An interaction as it was recorded. */
  record Recorded(Interaction content) implements OfInteraction {

    public Recorded {
      Objects.requireNonNull(content, "content");
    }

    @Override
    public Operation operation() {
      return Operation.RECORD;
    }

    @Override
    public InteractionId interaction() {
      return content.id();
    }
  }

  /** Some fields of an interaction were corrected. */
  record Amended(InteractionId interaction, Amendment amendment) implements OfInteraction {

    public Amended {
      Objects.requireNonNull(interaction, "interaction");
      Objects.requireNonNull(amendment, "amendment");
    }

    @Override
    public Operation operation() {
      return Operation.AMEND;
    }
  }

  /** An interaction was deleted for good. */
  record Retracted(InteractionId interaction) implements OfInteraction {

    public Retracted {
      Objects.requireNonNull(interaction, "interaction");
    }

    @Override
    public Operation operation() {
      return Operation.RETRACT;
    }
  }

  /**
   * Everything that the actor did before is forgotten.
   *
   * @param id shared by all retries of this FORGET; old events have none
   */
  record Forgotten(Optional<InteractionId> id) implements Change {

    public Forgotten {
      Objects.requireNonNull(id, "id");
    }

    @Override
    public Operation operation() {
      return Operation.FORGET;
    }
  }

  /**
   * The session is a user's.
   *
   * @param timestamp when it was resolved, Unix seconds
   */
  record Resolved(UserId user, OptionalDouble timestamp) implements Decision {

    public Resolved {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(timestamp, "timestamp");
    }

    @Override
    public Operation operation() {
      return Operation.RESOLVE;
    }
  }

  /** The user rated an item; this replaces the rating before. */
  record Rated(ItemId item, Rating rating) implements Decision {

    public Rated {
      Objects.requireNonNull(item, "item");
      Objects.requireNonNull(rating, "rating");
    }

    @Override
    public Operation operation() {
      return Operation.RATE;
    }
  }

  /** The user's rating of an item was deleted. */
  record Unrated(ItemId item) implements Decision {

    public Unrated {
      Objects.requireNonNull(item, "item");
    }

    @Override
    public Operation operation() {
      return Operation.UNRATE;
    }
  }
}
