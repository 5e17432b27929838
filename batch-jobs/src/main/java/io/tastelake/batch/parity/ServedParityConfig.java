package io.tastelake.batch.parity;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How to judge what was served.
 *
 * @param lake the lake's root
 * @param staleness how old what is served may be
 * @param vacuumAfter as compact has it: how long the lake's versions live
 * @param kept how long samples are kept
 * @param timeout how long to wait for the lake to cover the log
 */
public record ServedParityConfig(
    URI lake, Duration staleness, Duration vacuumAfter, Duration kept, Duration timeout) {

  static final int STALENESS_SECONDS = 60;
  static final int KEPT_DAYS = 7;

  private static final Duration MAX_STALENESS = Duration.ofHours(1);
  private static final Duration MIN_VACUUM_RETENTION = Duration.ofHours(24);
  private static final Duration BEFORE_VACUUM = Duration.ofMinutes(10);

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range; says which
   */
  public ServedParityConfig {
    Objects.requireNonNull(lake, "lake");
    require(
        !staleness.isNegative() && staleness.compareTo(MAX_STALENESS) <= 0,
        "--staleness must be 0 to 3600, not " + staleness.toSeconds() + ".");
    require(
        vacuumAfter.compareTo(MIN_VACUUM_RETENTION) >= 0,
        "--vacuum-hours must be at least 24, not " + vacuumAfter.toHours() + ".");
    require(kept.toDays() >= 1, "--keep-days must be at least 1, not " + kept.toDays() + ".");
    require(
        !timeout.isNegative(), "--timeout must be at least 0, not " + timeout.toSeconds() + ".");
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /** How long ago something may have been served for the lake still to tell of then. */
  Duration reach() {
    return vacuumAfter.minus(BEFORE_VACUUM).minus(staleness).minus(Window.CLOCKS_DIFFER);
  }
}
