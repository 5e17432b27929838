package io.tastelake.stream.log;

import io.tastelake.contracts.lake.CommitsNotAtomicException;
import io.tastelake.log.LogMismatchException;
import io.tastelake.log.LogUnavailableException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** A job's command line: what the user can mend is said without a stack trace. */
public final class JobCommand {

  private JobCommand() {}

  public static CommandLine of(Callable<Integer> job) {
    return new CommandLine(job)
        .setExecutionExceptionHandler((failure, command, line) -> explain(failure, command));
  }

  private static int explain(Exception failure, CommandLine command) throws Exception {
    if (failure instanceof LogMismatchException
        || failure instanceof LogUnavailableException
        || failure instanceof CommitsNotAtomicException) {
      command.getErr().println(failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
