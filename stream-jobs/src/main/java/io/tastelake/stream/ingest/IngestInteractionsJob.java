package io.tastelake.stream.ingest;

import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Appends every event of the log to the lake, exactly once, for ever. */
@Command(
    name = "ingest-interactions",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Appends every event of the log to the lake, exactly once.")
public final class IngestInteractionsJob implements Callable<Integer> {

  @Mixin private final IngestInteractionsOptions options = new IngestInteractionsOptions();

  public static void main(String[] args) {
    int status = new CommandLine(new IngestInteractionsJob()).execute(args);
    if (status != 0) {
      System.exit(status);
    }
  }

  @Override
  public Integer call() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    IngestInteractionsTopology.define(env, options.config());
    env.execute("ingest-interactions");
    return 0;
  }
}
