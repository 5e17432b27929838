package io.tastelake.stream.interaction;

import io.tastelake.domain.interaction.LoggedEvent;
import java.time.Duration;

/**
 * What is remembered of an actor beside its interactions: decisions about it, and until when marks
 * of what was retracted or forgotten are kept. A mark tells that what comes is a retry.
 *
 * @param markedAt when the newest mark was set, milliseconds of processing time
 * @param purgeAt when marks are looked at next; 0 while there are none
 */
public record Marks(ActorDecisions decisions, long markedAt, long purgeAt) {

  public static final Marks NONE = new Marks(ActorDecisions.NONE, 0, 0);

  /** Writes may be retried for a day; an hour is for clocks and delays. */
  public static final Duration KEPT = Duration.ofHours(25);

  /** These with one more decision. */
  public Marks plus(LoggedEvent decision) {
    return new Marks(decisions.plus(decision), markedAt, purgeAt);
  }

  /** A mark was set now; whoever gets a new {@link #purgeAt} is to wake up then. */
  public Marks marked(long now) {
    return new Marks(decisions, now, purgeAt == 0 ? now + KEPT.toMillis() : purgeAt);
  }

  /** Whether all marks are old enough to go. */
  public boolean due(long now) {
    return purgeAt != 0 && markedAt + KEPT.toMillis() <= now;
  }

  /** The same, to be looked at again when the newest mark is old enough. */
  public Marks postponed() {
    return new Marks(decisions, markedAt, markedAt + KEPT.toMillis());
  }

  /** Without marks. */
  public Marks purged() {
    return new Marks(decisions.purged(), 0, 0);
  }
}
