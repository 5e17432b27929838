package io.tastelake.standalone.cli;

import io.tastelake.domain.command.Arguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** The folder that the launcher made for this process's temporary files; empty if none. */
  private static final String MADE = "tastelake.made";

  private Main() {}

  public static void main(String[] args) {
    int code = commandLine().execute(Arguments.received(args));
    if (code == CommandLine.ExitCode.USAGE) {
      removeEmpty(System.getProperty(MADE, ""));
    }
    System.exit(code);
  }

  /** Removes a folder, and the one that it is in, unless they hold something. */
  static void removeEmpty(String folder) {
    Path path = Path.of(folder).toAbsolutePath();
    try {
      if (!folder.isEmpty()) {
        Files.deleteIfExists(path);
        Files.deleteIfExists(path.getParent());
      }
    } catch (IOException e) {
      return; // something is in it, which may stay
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(new Failures());
  }
}
