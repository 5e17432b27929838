package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.lake.table.LakeSnapshot;
import java.util.Optional;

/**
 * What part of which listing is wanted.
 *
 * @param kind whether the interactions of users or of sessions are listed
 * @param window which interaction timestamps, judged after amendments
 * @param amount how many rows a page holds, at least 1
 * @param after where the page before ended; empty for the first page
 */
public record ListingRequest(
    DatabaseId database,
    Actor.Kind kind,
    LakeSnapshot.TimeWindow window,
    int amount,
    Optional<ListingPosition> after) {

  public ListingRequest {
    if (amount < 1) {
      throw new IllegalArgumentException("A page must have at least 1 row, not " + amount + ".");
    }
  }

  /** The same listing, further on. */
  public ListingRequest after(ListingPosition position, int amount) {
    return new ListingRequest(database, kind, window, amount, Optional.of(position));
  }
}
