package io.tastelake.batch.maintenance;

import io.tastelake.batch.Installation;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a job waits for its turn among the maintenance jobs. */
public final class LockWait {

  @Option(
      names = "--lock-wait",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for another maintenance job to end.")
  private long seconds;

  /**
   * Waits for the turn of {@code job}, and does its work while no other job has it.
   *
   * @param report hears for whom it waits
   * @throws io.tastelake.batch.JobFailedException if another job does not end in time
   */
  public <T> T alone(
      Installation installation, String job, Consumer<String> report, Supplier<T> work) {
    return new MaintenanceLock(installation::store, job, Duration.ofSeconds(seconds), report)
        .holding(work);
  }
}
