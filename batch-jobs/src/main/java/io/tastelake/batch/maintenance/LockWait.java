package io.tastelake.batch.maintenance;

import io.tastelake.batch.Installation;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a job waits for its turn among the maintenance jobs. */
public final class LockWait {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Duration wait;

  @Option(
      names = "--lock-wait",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for another maintenance job to finish.")
  void setSeconds(long seconds) {
    if (seconds < 0) {
      throw new ParameterException(
          spec.commandLine(), "--lock-wait is " + seconds + ": give seconds, or 0 for not at all.");
    }
    wait = Duration.ofSeconds(seconds);
  }

  /**
   * Waits for the turn of {@code job}, and does its work while no other job has it. A job calls
   * this through {@link io.tastelake.batch.Job#alone}, which knows whether it holds the lock
   * already.
   *
   * @param report hears for whom it waits
   * @throws io.tastelake.batch.JobFailedException if another job does not end in time
   */
  public <T> T alone(
      Installation installation, String job, Consumer<String> report, Function<HeldLock, T> work) {
    return new MaintenanceLock(installation::store, job, wait, report).holding(work);
  }
}
