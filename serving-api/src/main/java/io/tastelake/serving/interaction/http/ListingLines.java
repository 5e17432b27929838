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
import java.util.function.Consumer;

/**
 * A listing's pages, of the same version, for as long as one answer may take. It stops early rather
 * than hold a thread for longer, or fail when others have to be read or written first. One page is
 * in memory at a time.
 */
final class ListingLines {

  private static final Duration TIME = Duration.ofMinutes(1);

  private final Listings listings;
  private final ListingRequest request;
  private final Consumer<ListingPage> memory;
  private final long deadline = System.nanoTime() + TIME.toNanos();
  private List<ListedInteraction> rows;
  private Optional<ListingPosition> next;
  private boolean begun;
  private int left;

  /**
   * @param amount rows of the whole answer, with those of {@code first}
   * @param memory holds what a further page takes, or throws {@link OverloadedException}
   */
  ListingLines(
      Listings listings,
      ListingRequest request,
      int amount,
      ListingPage first,
      Consumer<ListingPage> memory) {
    this.listings = listings;
    this.request = request;
    this.memory = memory;
    this.rows = first.rows();
    this.next = first.next();
    this.left = amount - first.rows().size();
  }

  /** Reads the rows that come next; false at the end, and where it stops. */
  boolean read() {
    if (begun) {
      rows = List.of();
      readFurther();
    }
    begun = true;
    return !rows.isEmpty();
  }

  private void readFurther() {
    if (next.isEmpty() || left == 0 || System.nanoTime() - deadline > 0) {
      return;
    }
    try {
      ListingPage page = listings.page(request.after(next.get(), Math.min(left, request.amount())));
      memory.accept(page);
      rows = page.rows();
      next = page.next();
      left -= rows.size();
    } catch (OverloadedException e) {
      // the last line says where to go on
    }
  }

  List<ListedInteraction> rows() {
    return rows;
  }

  /** Where the listing goes on after all that was handed out; empty if it does not. */
  Optional<ListingPosition> position() {
    return next;
  }
}
