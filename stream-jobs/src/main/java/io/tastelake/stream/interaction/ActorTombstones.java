package io.tastelake.stream.interaction;

import io.tastelake.domain.interaction.LoggedChange;
import java.time.Duration;

/**
 * What is remembered of an actor beside its interactions: decisions about it, and until when
 * tombstones of what was retracted or forgotten are kept. A mark tells that what comes is a retry.
 *
 * @param markedAt when the newest mark was set, milliseconds of processing time
 * @param purgeAt when tombstones are looked at next; 0 while there are none
 */
public record ActorTombstones(ActorDecisions decisions, long markedAt, long purgeAt) {

  public static final ActorTombstones NONE = new ActorTombstones(ActorDecisions.NONE, 0, 0);

  /** Writes may be retried for a day; an hour is for clocks and delays. */
  public static final Duration KEPT = Duration.ofHours(25);

  /** These with one more decision. */
  public ActorTombstones plus(LoggedChange decision) {
    return new ActorTombstones(decisions.plus(decision), markedAt, purgeAt);
  }

  /** A mark was set now; whoever gets a new {@link #purgeAt} is to wake up then. */
  public ActorTombstones marked(long now) {
    return new ActorTombstones(decisions, now, purgeAt == 0 ? now + KEPT.toMillis() : purgeAt);
  }

  /** Whether all tombstones are old enough to go. */
  public boolean due(long now) {
    return purgeAt != 0 && markedAt + KEPT.toMillis() <= now;
  }

  /** The same, to be looked at again when the newest mark is old enough. */
  public ActorTombstones postponed() {
    return new ActorTombstones(decisions, markedAt, markedAt + KEPT.toMillis());
  }

  /** Without tombstones. */
  public ActorTombstones purged() {
    return new ActorTombstones(decisions.purged(), 0, 0);
  }
}
