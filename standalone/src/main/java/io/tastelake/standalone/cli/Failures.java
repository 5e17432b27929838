package io.tastelake.standalone.cli;

import io.tastelake.domain.failure.Causes;
import io.tastelake.standalone.StandaloneException;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a failure to whoever sits at the terminal; what brought it about goes to the log file. */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    Optional<StandaloneException> known = Causes.first(failure, StandaloneException.class);
    String told = known.map(StandaloneException::getMessage).orElseGet(() -> unknown(failure));
    Throwable cause = known.isPresent() ? known.get().getCause() : failure;
    LogManager.getLogger(Failures.class).info(command.getCommandName() + ": " + told, cause);
    command.getErr().println("tastelake " + command.getCommandName() + ": " + told);
    return ExitCode.SOFTWARE;
  }

  private static String unknown(Throwable failure) {
    String where = LogFiles.folder().map(folder -> "\nThe full log is " + folder + ".").orElse("");
    return "It failed: " + failure + where;
  }
}
