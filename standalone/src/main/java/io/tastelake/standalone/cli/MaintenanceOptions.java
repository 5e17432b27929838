package io.tastelake.standalone.cli;

import io.tastelake.standalone.job.MaintenanceConfig;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** When batch jobs run by themselves. */
final class MaintenanceOptions {

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--compact-every",
      paramLabel = "MINUTES",
      defaultValue = "5",
      description = "How often to compact new rows; 0 for never (default: 5).")
  private double minutes;

  private LocalTime nightlyAt;

  @Option(
      names = "--nightly-at",
      paramLabel = "HH:MM",
      description = "When to run the nightly, in this machine's time zone (default: never).")
  void nightlyAt(String time) {
    try {
      nightlyAt = LocalTime.parse(time);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--nightly-at " + time + " is not a time of day: 00:00 to 23:59, such as 03:00.",
          e);
    }
  }

  /** What the options say. */
  MaintenanceConfig config() {
    if (!(minutes >= 0 && minutes <= Duration.ofDays(365).toMinutes())) {
      throw new ParameterException(
          spec.commandLine(), "--compact-every is " + minutes + ": give minutes, or 0 for never.");
    }
    return new MaintenanceConfig(
        Duration.ofMillis((long) (minutes * 60_000)), Optional.ofNullable(nightlyAt));
  }
}
