package io.tastelake.bench;

import io.tastelake.bench.all.AllBench;
import io.tastelake.bench.batch.BatchBench;
import io.tastelake.bench.faults.FaultsBench;
import io.tastelake.bench.ingest.IngestBench;
import io.tastelake.bench.loop.LoopBench;
import io.tastelake.bench.recommend.RecommendBench;
import io.tastelake.bench.serializer.SerializersBench;
import io.tastelake.bench.serve.ServeBench;
import io.tastelake.bench.taste.TasteBench;
import io.tastelake.bench.train.TrainBench;
import io.tastelake.domain.command.Arguments;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: which figures to measure. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {
      ServeBench.class,
      IngestBench.class,
      TasteBench.class,
      BatchBench.class,
      LoopBench.class,
      TrainBench.class,
      SerializersBench.class,
      RecommendBench.class,
      FaultsBench.class,
      AllBench.class
    },
    description = "Measures, and prints a table and one line of JSON. Never fails a build.",
    footer = {"", "'bench NAME --help' lists what NAME can be told."})
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Main())
            .setParameterExceptionHandler(Main::misused)
            .execute(Arguments.received(args)));
  }

  private static int misused(ParameterException misuse, String[] args) {
    CommandLine command = misuse.getCommandLine();
    boolean unknown = misuse instanceof UnmatchedArgumentException && command.getParent() == null;
    command
        .getErr()
        .println(
            unknown
                ? "There is no bench of that name; there are "
                    + String.join(", ", command.getSubcommands().keySet())
                    + "."
                : misuse.getMessage());
    command.usage(command.getErr());
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
