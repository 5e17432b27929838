package io.tastelake.batch.deletion;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import java.util.Set;

/**
 * An actor who is forgotten up to a place of the log.
 *
 * @param below rows of the actor below this offset of {@code partition} go
 * @param forgottenAt when the newest FORGET was accepted, Unix microseconds
 * @param retriesUntil what was accepted later may arrive once more, Unix microseconds
 * @param forgets the ids of the FORGETs; each is the id of its task
 */
record Forgotten(
    DatabaseId database,
    Actor actor,
    int partition,
    long below,
    long forgottenAt,
    long retriesUntil,
    Set<String> forgets) {

  /** Whether no retry of anything that was forgotten may arrive any more. */
  boolean forGood() {
    return forgottenAt <= retriesUntil;
  }
}
