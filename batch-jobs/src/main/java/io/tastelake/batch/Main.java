package io.tastelake.batch;

import io.tastelake.batch.check.CheckConsistencyJob;
import io.tastelake.batch.check.DumpJob;
import io.tastelake.batch.check.LakeFilesJob;
import io.tastelake.batch.compaction.CompactJob;
import io.tastelake.batch.deletion.ForgetUsersJob;
import io.tastelake.batch.imports.ImportJob;
import io.tastelake.batch.nightly.NightlyJob;
import io.tastelake.batch.outcome.OutcomesJob;
import io.tastelake.batch.parity.ServedParityJob;
import io.tastelake.batch.rating.RecomputeRatingsJob;
import io.tastelake.batch.store.DatabasesJob;
import io.tastelake.batch.task.RunTasksJob;
import io.tastelake.batch.taste.EvaluateJob;
import io.tastelake.batch.taste.TrainItemFactorsJob;
import io.tastelake.batch.taste.TuneJob;
import io.tastelake.domain.command.Arguments;
import io.tastelake.domain.command.VisibleText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The batch jobs by name. Exits with 0 when done, 1 when a job failed, 2 when misused. */
@Command(
    name = "tastelake-batch",
    description = "Batch jobs over the lake, for spark-submit or a single machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ImportJob.class,
      CompactJob.class,
      ForgetUsersJob.class,
      RecomputeRatingsJob.class,
      TrainItemFactorsJob.class,
      EvaluateJob.class,
      ServedParityJob.class,
      OutcomesJob.class,
      TuneJob.class,
      NightlyJob.class,
      RunTasksJob.class,
      CheckConsistencyJob.class,
      DumpJob.class,
      LakeFilesJob.class,
      DatabasesJob.class,
      HelpCommand.class
    })
public final class Main implements Runnable {

  @Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(Arguments.received(arguments)));
  }

  /** The jobs, ready to execute one after another in this process. */
  public static CommandLine commandLine() {
    CommandLine jobs =
        new CommandLine(new Main())
            .setParameterExceptionHandler(Main::misused)
            .setExecutionExceptionHandler(Main::failed);
    jobs.getSubcommands().values().forEach(OldNames::addTo);
    Launched.byCommand().ifPresent(launched -> launched.shownBy(jobs));
    return jobs;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No job is named.");
  }

  private static int misused(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(problem(misuse));
    boolean named = command.getParent() != null;
    if (!named) {
      err.println("The jobs are " + String.join(", ", jobs(command)) + ".");
    }
    err.println(
        "Help: " + Launched.name() + " " + (named ? command.getCommandName() : "JOB") + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static List<String> jobs(CommandLine command) {
    return command.getSubcommands().entrySet().stream()
        .filter(each -> each.getValue().getCommand() instanceof Job)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String problem(ParameterException misuse) {
    return misuse instanceof UnmatchedArgumentException unknown
            && misuse.getCommandLine().getParent() == null
        ? "There is no job '" + unknown.getUnmatched().get(0) + "'."
        : misuse.getMessage();
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    PrintWriter err = command.getErr();
    err.println(
        VisibleText.ofLines(
            "The job " + command.getCommandName() + " failed: " + Explanation.of(failure)));
    if (command.getCommand() instanceof Job job && job.verbose()) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      err.println(VisibleText.ofLines(trace.toString()));
    } else {
      err.println("Run with --verbose for the stack trace.");
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
