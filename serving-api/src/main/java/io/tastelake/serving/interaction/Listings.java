package io.tastelake.serving.interaction;

/** Whole databases, page by page, each listing a consistent snapshot. Thread-safe. */
public interface Listings {

  /**
   * One page. The first waits for the lake to hold all that was acknowledged before, and fixes the
   * version that all following pages read: so no listing lacks what was acknowledged before it.
   *
   * @throws LakeLagsException if the lake does not hold it in time
   * @throws ListingExpiredException if the version that the request goes on in is gone
   * @throws io.tastelake.log.LogUnavailableException if the log does not tell in time what was
   *     acknowledged
   */
  ListingPage page(ListingRequest request);
}
