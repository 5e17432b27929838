package io.tastelake.stream.ingest;

import io.tastelake.domain.command.Arguments;
import io.tastelake.stream.log.JobCommand;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Appends every event of the log to the lake, exactly once, for ever. */
@Command(
    name = "ingest-interactions",
    mixinStandardHelpOptions = true,
    description = "Appends every event of the log to the lake, exactly once.")
public final class IngestInteractionsJob implements Callable<Integer> {

  @Mixin private final IngestInteractionsOptions options = new IngestInteractionsOptions();

  /** Submits the job; a status other than 0 says that it did not start or that it failed. */
  public static void main(String[] args) {
    int status = commandLine().execute(Arguments.received(args));
    if (status != CommandLine.ExitCode.OK) {
      System.exit(status);
    }
  }

  static CommandLine commandLine() {
    return JobCommand.of(new IngestInteractionsJob());
  }

  @Override
  public Integer call() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    IngestInteractionsTopology.define(env, options.config());
    env.execute("ingest-interactions");
    return CommandLine.ExitCode.OK;
  }
}
