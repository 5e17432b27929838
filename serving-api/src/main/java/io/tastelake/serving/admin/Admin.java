package io.tastelake.serving.admin;

import io.tastelake.domain.command.Arguments;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of an operator. */
@Command(
    name = "admin",
    mixinStandardHelpOptions = true,
    version = "admin 0.1.0",
    description = "Sets an installation up and looks after it. @FILE reads arguments from a file.",
    subcommands = {
      CreateTopics.class,
      Migrate.class,
      CreateOrganization.class,
      RotateKeys.class,
      SealKeys.class,
      Doctor.class,
      DeadLetterCommand.class,
      ModelCommand.class,
      BackUp.class,
      RestoreBackup.class,
      ExportForgets.class,
    })
public final class Admin {

  private Admin() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(Arguments.received(arguments)));
  }

  /** All commands; one that fails says why in a line, with exit code 1. */
  static CommandLine commandLine() {
    return new CommandLine(new Admin())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(failure.getMessage());
              return CommandLine.ExitCode.SOFTWARE;
            });
  }
}
