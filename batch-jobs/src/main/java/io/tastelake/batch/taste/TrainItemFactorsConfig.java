package io.tastelake.batch.taste;

import io.tastelake.domain.identity.DatabaseId;
import java.net.URI;
import java.util.Objects;
import java.util.Set;

/**
 * What to train.
 *
 * @param lake the lake's root
 * @param only the databases to train; all if empty
 * @param als how
 * @param keep how many models of a database to keep, the new one included
 * @param vectors whether users' vectors are published too
 * @param repetition whether to train again from unchanged ratings
 */
public record TrainItemFactorsConfig(
    URI lake,
    Set<DatabaseId> only,
    AlsSettings als,
    int keep,
    Vectors vectors,
    Repetition repetition) {

  static final int KEEP = 3;

  /** What of a model is published. */
  public enum Vectors {
    /** A vector for each user who is known online. */
    PUBLISHED,
    /** None: readers fold in. */
    LEFT_TO_READERS
  }

  /** What to do if the current model was trained from the same ratings in the same way. */
  public enum Repetition {
    SKIPPED,
    FORCED
  }

  /** Checks the number of models. */
  public TrainItemFactorsConfig {
    Objects.requireNonNull(lake, "lake");
    only = Set.copyOf(only);
    if (keep < 1) {
      throw new IllegalArgumentException("--keep must be at least 1, not " + keep + ".");
    }
  }
}
