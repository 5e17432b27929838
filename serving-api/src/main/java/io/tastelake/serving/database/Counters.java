package io.tastelake.serving.database;

import io.tastelake.domain.identity.DatabaseId;

/**
 * How much a database holds, of its first 100,000 ratings: exact below, at least that much above.
 *
 * @param ratings how many ratings
 * @param users how many users have one
 * @param items how many items have one
 */
public record Counters(long ratings, long users, long items) {

  /** So many are counted. */
  public static final int MAX_RATINGS = 100_000;

  /** Counts. */
  @FunctionalInterface
  public interface Source {
    Counters of(DatabaseId database);
  }
}
