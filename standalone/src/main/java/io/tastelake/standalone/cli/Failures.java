package io.tastelake.standalone.cli;

import io.tastelake.standalone.StandaloneException;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a failure to whoever sits at the terminal; the whole of it goes to the log file. */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    LogManager.getLogger(Failures.class).info("{} failed", command.getCommandName(), failure);
    command.getErr().println("tastelake " + command.getCommandName() + ": " + told(failure));
    return ExitCode.SOFTWARE;
  }

  private static String told(Throwable failure) {
    Optional<StandaloneException> known = known(failure);
    if (known.isPresent()) {
      return known.get().getMessage();
    }
    String where =
        LogFiles.folder().map(folder -> "\nThe whole of it is in " + folder + ".").orElse("");
    return "It failed: " + failure + where;
  }

  private static Optional<StandaloneException> known(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StandaloneException known) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
