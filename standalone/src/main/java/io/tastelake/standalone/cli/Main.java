package io.tastelake.standalone.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the launcher runs: 0 is success, 1 a failure, 2 a wrong command line. */
@Command(
    name = "tastelake",
    description = "Interactions in; ratings and taste vectors out.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      StatusCommand.class,
      StopCommand.class,
    })
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(new Failures());
  }
}
