package io.tastelake.batch;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The command that started this process for a person on one machine: help speaks of it, since it
 * knows from the data folder what would have to be named otherwise.
 */
record Launched(String command) {

  private static final String COMMAND = "tastelake.command";
  private static final String BY_ITSELF = "io.tastelake.batch.Main";

  /** The command, if one started this. */
  static Optional<Launched> byCommand() {
    return Optional.ofNullable(System.getProperty(COMMAND)).map(Launched::new);
  }

  /** What to type before a job's name. */
  static String name() {
    return byCommand().map(Launched::command).orElse(BY_ITSELF);
  }

  /** Makes the help of {@code jobs} say how they are run by this command. */
  void shownBy(CommandLine jobs) {
    jobs.getCommandSpec().usageMessage().customSynopsis(command + " JOB [--data DIR] [OPTIONS]");
    jobs.getSubcommands()
        .forEach(
            (name, job) -> {
              if (job.getCommand() instanceof Job) {
                show(name, job.getCommandSpec().usageMessage());
              }
            });
  }

  private void show(String name, UsageMessageSpec help) {
    help.customSynopsis(command + " " + name + " [--data DIR] [OPTIONS]");
    help.footer(
        "",
        "--data DIR names a folder on which Tastelake runs (default: ./data); with it --lake, --store",
        "and --bootstrap-servers are known, and only to be named for parts that lie elsewhere.");
  }
}
