package io.tastelake.stream.taste;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long changes of one user are gathered before they are shown: as long as the job is behind,
 * within bounds. So a job that falls behind makes fewer updates of more changes each, and catches
 * up.
 */
public record Debounce(Duration shortest, Duration longest) implements Serializable {

  public Debounce {
    if (shortest.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          "A flush interval of " + shortest + " is too short: give at least 1 ms.");
    }
    if (longest.compareTo(shortest) < 0) {
      throw new IllegalArgumentException(
          "A longest flush interval of %s is shorter than the flush interval, %s: give at least that."
              .formatted(longest, shortest));
    }
  }

  /** Always so long. */
  public static Debounce of(Duration interval) {
    return new Debounce(interval, interval);
  }

  /**
   * How many milliseconds to gather.
   *
   * @param behind how many milliseconds ago the first change was accepted
   */
  long millis(long behind) {
    return Math.max(shortest.toMillis(), Math.min(longest.toMillis(), behind));
  }
}
