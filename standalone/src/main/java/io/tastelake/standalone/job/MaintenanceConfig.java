package io.tastelake.standalone.job;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;

/**
 * When batch jobs run by themselves.
 *
 * @param compactEvery from one look for rows to compact and users to forget to the next; zero for
 *     never
 * @param nightlyAt the hour of the nightly, in the machine's time zone; empty for never
 * @param firstModelEvery from one look for databases that could have a first model to the next;
 *     zero for never
 * @param tasksEvery from one look for trainings that clients ask for to the next; zero for never
 */
public record MaintenanceConfig(
    Duration compactEvery,
    Optional<LocalTime> nightlyAt,
    Duration firstModelEvery,
    Duration tasksEvery) {

  /** The same for who trains by himself. */
  public MaintenanceConfig withoutFirstModels() {
    return new MaintenanceConfig(compactEvery, nightlyAt, Duration.ZERO, tasksEvery);
  }

  /** Nothing runs by itself. */
  public static MaintenanceConfig never() {
    return new MaintenanceConfig(Duration.ZERO, Optional.empty(), Duration.ZERO, Duration.ZERO);
  }
}
