package io.tastelake.serving.interaction.http;

import io.tastelake.serving.interaction.ListedInteraction;
import io.tastelake.serving.interaction.ListingPage;
import io.tastelake.serving.interaction.ListingPosition;
import io.tastelake.serving.interaction.ListingRequest;
import io.tastelake.serving.interaction.Listings;
import io.tastelake.serving.log.OverloadedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What follows a listing's first page, of the same version, for as long as one answer may take. It
 * stops early rather than hold a thread for longer, or fail when others have to be read first.
 */
final class ListingRest {

  private static final Duration TIME = Duration.ofMinutes(1);

  private final Listings listings;
  private final ListingRequest request;
  private final long deadline = System.nanoTime() + TIME.toNanos();
  private ListingPage page;
  private int left;

  /**
   * @param amount rows of the whole answer, with those of {@code first}
   */
  ListingRest(Listings listings, ListingRequest request, int amount, ListingPage first) {
    this.listings = listings;
    this.request = request;
    this.page = first;
    this.left = amount - first.rows().size();
  }

  /** The rows that come next; none at the end, and where it stops. */
  List<ListedInteraction> next() {
    Optional<ListingPosition> from = page.next();
    if (from.isEmpty() || left == 0 || System.nanoTime() - deadline > 0) {
      return List.of();
    }
    try {
      page = listings.page(request.after(from.get(), Math.min(left, request.amount())));
    } catch (OverloadedException e) {
      return List.of();
    }
    left -= page.rows().size();
    return page.rows();
  }

  /** Where the listing goes on after all that was handed out; empty if it does not. */
  Optional<ListingPosition> position() {
    return page.next();
  }
}
