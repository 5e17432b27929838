package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.RowCursor;
import java.util.List;

/**
 * The rows of a cursor as one history after the other. Rows of other databases that share the range
 * are passed over, and so are actors that a listing has left behind.
 */
final class ActorRows implements AutoCloseable {

  private final ListingRequest request;
  private final RowCursor cursor;
  private LoggedEvent ahead;
  private Actor actor;
  private ActorHistory history;

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
    return after != null
        && candidate.id().compareTo(after.actor().id()) < 0
        && ActorHash.of(request.database(), candidate) == after.actorHash();
  }

  /** Moves to the next actor; false at the end. */
  boolean next() {
    if (ahead == null) {
      return false;
    }
    actor = ahead.event().actor();
    history = new ActorHistory();
    do {
      history.add(ahead);
      advance();
    } while (ahead != null && ahead.event().actor().equals(actor));
    return true;
  }

  /** Whose rows these are. */
  Actor actor() {
    return actor;
  }

  /**
   * The actor's interactions as they stand, newest first; some that lie outside the window may be
   * missing, since the cursor skips files for it.
   */
  List<Interaction> interactions() {
    return history.interactions();
  }

  @Override
  public void close() {
    cursor.close();
  }
}
