package io.tastelake.batch.rating;

import io.tastelake.batch.interaction.CatchUpWait;
import io.tastelake.domain.identity.DatabaseId;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * What to recompute.
 *
 * @param lake the lake's root
 * @param only the databases to recompute; all if empty
 * @param timeout how long to wait for the lake to cover the log
 */
public record RecomputeRatingsConfig(URI lake, Set<DatabaseId> only, Duration timeout) {

  public RecomputeRatingsConfig {
    Objects.requireNonNull(lake, "lake");
    only = Set.copyOf(only);
    if (timeout.isNegative()) {
      throw new IllegalArgumentException(
          "--timeout must be at least 0, not " + timeout.toSeconds() + ".");
    }
  }

  /** All databases, with the usual timeout. */
  static RecomputeRatingsConfig defaults(URI lake) {
    return new RecomputeRatingsConfig(
        lake, Set.of(), Duration.ofSeconds(CatchUpWait.DEFAULT_SECONDS));
  }
}
