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

  private static final Duration LOOK_FOR_FIRST_MODELS = Duration.ofSeconds(30);
  private static final Duration LOOK_FOR_TASKS = Duration.ofSeconds(1);

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--compact-every",
      paramLabel = "MINUTES",
      defaultValue = "15",
      description =
          "How often to compact new rows and erase forgotten users; 0 for never (default: 15).")
  private double minutes;

  private Optional<LocalTime> nightlyAt = Optional.empty();

  @Option(
      names = "--nightly-at",
      paramLabel = "HH:MM",
      defaultValue = "03:00",
      description =
          "When to run the nightly, in this machine's time zone; 'never' for never (default: 03:00).")
  void nightlyAt(String time) {
    try {
      nightlyAt = time.equals("never") ? Optional.empty() : Optional.of(LocalTime.parse(time));
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--nightly-at "
              + time
              + " is not a time of day: 00:00 to 23:59, such as 03:00, or never.",
          e);
    }
  }

  /** What the options say. */
  MaintenanceConfig config() {
    if (!(minutes >= 0 && minutes <= Duration.ofDays(365).toMinutes())) {
      throw new ParameterException(
          spec.commandLine(), "--compact-every is " + minutes + ": give minutes, or 0 for never.");
    }
    Duration compactEvery = Duration.ofMillis((long) (minutes * 60_000));
    return new MaintenanceConfig(
        compactEvery,
        nightlyAt,
        minutes > 0 ? LOOK_FOR_FIRST_MODELS : Duration.ZERO,
        LOOK_FOR_TASKS);
  }
}
