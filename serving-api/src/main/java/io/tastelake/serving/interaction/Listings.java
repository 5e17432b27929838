package io.tastelake.serving.interaction;

/** Whole databases, page by page, each listing a consistent snapshot. Thread-safe. */
public interface Listings {

  /**
   * One page. The first waits a moment for the lake to hold all that was acknowledged before, and
   * fixes the version that all following pages read.
   *
   * @throws ListingExpiredException if the version that the request goes on in is gone
   * @throws io.tastelake.log.LogUnavailableException if the log does not tell in time what was
   *     acknowledged
   */
  ListingPage page(ListingRequest request);
}
