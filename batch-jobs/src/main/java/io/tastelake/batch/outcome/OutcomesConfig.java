package io.tastelake.batch.outcome;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How to compute what came of lists.
 *
 * @param lake the lake's root
 * @param days how many days are computed, counted back from today
 * @param keptDays how long lists are kept
 * @param timeout how long to wait for the lake to cover the log
 */
public record OutcomesConfig(URI lake, int days, int keptDays, Duration timeout) {

  /** One more than {@link #MIN_DAYS}: one run may fail. */
  static final int DAYS = 4;

  static final int KEPT_DAYS = 30;

  /** A day is complete in the run two days later, which must still count it. */
  private static final int MIN_DAYS = 3;

  private static final int MAX_DAYS = 366;

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range; says which
   */
  public OutcomesConfig {
    Objects.requireNonNull(lake, "lake");
    require(
        days >= MIN_DAYS && days <= MAX_DAYS,
        "--outcome-days must be 3 to 366, not %d: a day is complete two days later."
            .formatted(days));
    require(
        keptDays >= days,
        "--keep-list-days must be at least --outcome-days (%d), not %d: what came of lists that are gone cannot be computed."
            .formatted(days, keptDays));
    require(
        !timeout.isNegative(), "--timeout must be at least 0, not " + timeout.toSeconds() + ".");
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
