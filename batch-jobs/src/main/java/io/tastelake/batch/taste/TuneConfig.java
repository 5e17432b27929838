package io.tastelake.batch.taste;

import io.tastelake.domain.identity.DatabaseId;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What to search.
 *
 * @param lake the lake's root
 * @param only the databases; all that have ratings if empty
 * @param als how the job trains where a database says nothing
 * @param space where to search rank, α and λ
 * @param weights where to search weights of interactions; empty if they are to stay
 * @param trials how many settings to try in each search, the present ones included
 * @param testShare the share of each user's ratings, the last ones by time, that are to be told
 * @param maxUsers of more users than these a sample is asked
 * @param dryRun whether nothing is to be written
 */
record TuneConfig(
    URI lake,
    Set<DatabaseId> only,
    AlsSettings als,
    SearchSpace space,
    Optional<WeightSpace> weights,
    int trials,
    double testShare,
    int maxUsers,
    boolean dryRun) {

  static final int TRIALS = 18;
  static final int MAX_USERS = 2_000;

  /** Checks the numbers. */
  TuneConfig {
    Objects.requireNonNull(lake, "lake");
    only = Set.copyOf(only);
    require(trials >= 2, "--trials must be at least 2, not " + trials + ".");
    require(
        testShare > 0 && testShare < 1,
        "--test-share must lie between 0 and 1, and be neither, not " + testShare + ".");
    require(maxUsers >= 1, "--max-users must be at least 1, not " + maxUsers + ".");
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
