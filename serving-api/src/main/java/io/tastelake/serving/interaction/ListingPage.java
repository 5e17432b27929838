package io.tastelake.serving.interaction;

import java.util.List;
import java.util.Optional;

/**
 * A part of a listing.
 *
 * @param rows by actor, and of one actor newest first; fewer than asked for only if the listing
 *     ends or the time for one page is spent
 * @param next where the next page goes on; empty if the listing ends here
 * @param notes sentences on what may be missing while the log does not answer
 */
public record ListingPage(
    List<ListedInteraction> rows, Optional<ListingPosition> next, List<String> notes) {

  ListingPage(List<ListedInteraction> rows, Optional<ListingPosition> next) {
    this(rows, next, List.of());
  }

  ListingPage saying(String note) {
    return new ListingPage(rows, next, List.of(note));
  }
}
