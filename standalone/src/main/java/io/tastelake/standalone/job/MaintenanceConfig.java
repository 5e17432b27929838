package io.tastelake.standalone.job;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;

/**
 * When batch jobs run by themselves.
 *
 * @param compactEvery from one look for rows to compact to the next; zero for never
 * @param nightlyAt the hour of the nightly, in the machine's time zone; empty for never
 */
public record MaintenanceConfig(Duration compactEvery, Optional<LocalTime> nightlyAt) {

  /** Nothing runs by itself. */
  public static MaintenanceConfig never() {
    return new MaintenanceConfig(Duration.ZERO, Optional.empty());
  }
}
