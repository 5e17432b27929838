package io.tastelake.stream.ingest;

import io.tastelake.stream.ingest.IngestInteractionsConfig.End;
import io.tastelake.stream.lake.RollPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code ingest-interactions}: what is not given stays as it is by default. */
final class IngestInteractionsOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private IngestInteractionsConfig config = IngestInteractionsConfig.defaults();

  IngestInteractionsConfig config() {
    return config;
  }

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT,…",
      description = "Kafka's brokers.")
  void bootstrapServers(String servers) {
    config = config.withBootstrapServers(servers);
  }

  @Option(
      names = "--lake",
      required = true,
      paramLabel = "URI",
      description = "The lake's root; the table 'interactions' is created in it if missing.")
  void lake(URI root) {
    try {
      config = config.withLake(root);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      defaultValue = "PT2S",
      description = "How often rows become visible in the lake (default: ${DEFAULT-VALUE}).")
  void checkpointInterval(Duration interval) {
    config = config.withCheckpointInterval(interval);
  }

  @Option(
      names = "--checkpoint-directory",
      paramLabel = "URI",
      description = "Where checkpoints go (default: where the cluster puts them).")
  void checkpointDirectory(URI directory) {
    config = config.withCheckpointDirectory(directory);
  }

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "How many subtasks read and write (default: the cluster's).")
  void parallelism(int subtasks) {
    config = config.withParallelism(subtasks);
  }

  @Option(
      names = "--roll-rows",
      paramLabel = "N",
      description = "Close a file at so many rows (default: 100000).")
  void rollRows(int rows) {
    config = config.withRoll(new RollPolicy(rows, config.roll().bytes()));
  }

  @Option(
      names = "--roll-bytes",
      paramLabel = "N",
      description = "Close a file at so many bytes of heap, estimated (default: 67108864).")
  void rollBytes(long bytes) {
    config = config.withRoll(new RollPolicy(config.roll().rows(), bytes));
  }

  @Option(
      names = "--end",
      paramLabel = "never|at-latest",
      description = "Whether to stop at the log's end as it is at the start (default: never).")
  void end(String when) {
    config = config.withEnd(End.valueOf(when.replace('-', '_').toUpperCase(Locale.ROOT)));
  }
}
