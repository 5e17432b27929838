package io.tastelake.stream.taste;

import io.tastelake.domain.command.Arguments;
import io.tastelake.stream.log.JobCommand;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets ratings and taste vectors follow every interaction, for ever. */
@Command(
    name = "update-taste",
    mixinStandardHelpOptions = true,
    description = "Lets ratings and taste vectors follow every interaction.")
public final class UpdateTasteJob implements Callable<Integer> {

  @Mixin private final UpdateTasteOptions options = new UpdateTasteOptions();

  /** Submits the job; a status other than 0 says that it did not start or that it failed. */
  public static void main(String[] args) {
    int status = commandLine().execute(Arguments.received(args));
    if (status != CommandLine.ExitCode.OK) {
      System.exit(status);
    }
  }

  static CommandLine commandLine() {
    return JobCommand.of(new UpdateTasteJob());
  }

  @Override
  public Integer call() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    UpdateTasteTopology.define(env, options.config());
    env.execute("update-taste");
    return CommandLine.ExitCode.OK;
  }
}
