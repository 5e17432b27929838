package io.tastelake.batch.taste;

import io.tastelake.domain.identity.DatabaseId;
import java.net.URI;
import java.util.Objects;
import java.util.Set;

/**
 * What to evaluate.
 *
 * @param lake the lake's root
 * @param only the databases; all that have ratings if empty
 * @param als how to train
 * @param testShare the share of ratings, the last ones by time, that are to be told
 * @param maxUsers of more users than these a sample is looked at
 */
public record EvaluateConfig(
    URI lake, Set<DatabaseId> only, AlsSettings als, double testShare, int maxUsers) {

  static final double TEST_SHARE = 0.2;
  static final int MAX_USERS = 10_000;

  /** The same with other settings. */
  EvaluateConfig with(AlsSettings other) {
    return new EvaluateConfig(lake, only, other, testShare, maxUsers);
  }

  /** Checks the numbers. */
  public EvaluateConfig {
    Objects.requireNonNull(lake, "lake");
    only = Set.copyOf(only);
    if (!(testShare > 0 && testShare < 1)) {
      throw new IllegalArgumentException(
          "--test-share must lie between 0 and 1, and be neither, not " + testShare + ".");
    }
    if (maxUsers < 1) {
      throw new IllegalArgumentException("--max-users must be at least 1, not " + maxUsers + ".");
    }
  }
}
