package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.RowCursor;

/**
 * The rows of a cursor, one actor after the other. Rows of other databases that share the range are
 * passed over, and so are actors that a listing has left behind.
 */
final class ActorRows implements AutoCloseable {

  private final ListingRequest request;
  private final RowCursor cursor;
  private LoggedEvent ahead;
  private Actor actor;
  private HeldRows held;

  ActorRows(ListingRequest request, RowCursor cursor) {
    this.request = request;
    this.cursor = cursor;
    advance();
    while (ahead != null && isBehind(ahead.event().actor())) {
      advance();
    }
  }

  private void advance() {
    ahead = null;
    while (ahead == null && cursor.hasNext()) {
      LoggedEvent row = cursor.next();
      InteractionEvent event = row.event();
      if (event.database().equals(request.database()) && event.actor().kind() == request.kind()) {
        ahead = row;
      }
    }
  }

  private boolean isBehind(Actor candidate) {
    ListingPosition after = request.after().orElse(null);
    if (after == null || ActorHash.of(request.database(), candidate) != after.actorHash()) {
      return false;
    }
    int order = candidate.id().compareTo(after.actor().id());
    return order < 0 || (order == 0 && after.isPastActor());
  }

  /** Moves to the next actor; false at the end. */
  boolean next() {
    while (isOfActor()) {
      advance();
    }
    if (ahead == null) {
      return false;
    }
    actor = ahead.event().actor();
    held = new HeldRows();
    while (isOfActor() && held.take(ahead)) {
      advance();
    }
    return true;
  }

  private boolean isOfActor() {
    return ahead != null && ahead.event().actor().equals(actor);
  }

  /** Whose rows these are. */
  Actor actor() {
    return actor;
  }

  /**
   * The actor's rows, unless they are too many to hold; some that lie outside the window may be
   * missing, since the cursor skips files for it.
   */
  HeldRows held() {
    return held;
  }

  @Override
  public void close() {
    cursor.close();
  }
}
