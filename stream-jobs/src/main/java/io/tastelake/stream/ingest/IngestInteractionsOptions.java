package io.tastelake.stream.ingest;

import io.tastelake.log.Brokers;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.ingest.IngestInteractionsConfig.End;
import io.tastelake.stream.lake.RollPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code ingest-interactions}. */
final class IngestInteractionsOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT,…",
      description = "Kafka's brokers.")
  private String bootstrapServers;

  @Option(
      names = Brokers.CONFIG_FILE,
      paramLabel = "FILE",
      defaultValue = "${env:" + Brokers.CONFIG_VARIABLE + "}",
      description =
          "Properties file with Kafka's client settings for TLS and SASL ("
              + Brokers.CONFIG_VARIABLE
              + ").")
  private Optional<Path> kafkaConfig = Optional.empty();

  @Option(
      names = "--lake",
      required = true,
      paramLabel = "URI",
      description = "The lake's root; the table 'interactions' is created in it if missing.")
  private URI lake;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      description = "How often rows become visible in the lake (default: ${DEFAULT-VALUE}).")
  private Duration checkpointInterval = IngestInteractionsConfig.DEFAULT_CHECKPOINT_INTERVAL;

  @Option(
      names = "--checkpoint-directory",
      paramLabel = "URI",
      description = "Where checkpoints go (default: where the cluster puts them).")
  private Optional<URI> checkpointDirectory = Optional.empty();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "How many subtasks read and write (default: the cluster's).")
  private Optional<Integer> parallelism = Optional.empty();

  @Option(
      names = "--roll-rows",
      paramLabel = "N",
      description = "Close a file at so many rows (default: ${DEFAULT-VALUE}).")
  private int rollRows = IngestInteractionsConfig.DEFAULT_ROLL.rows();

  @Option(
      names = "--roll-bytes",
      paramLabel = "N",
      description = "Close a file at so many bytes of heap, estimated (default: ${DEFAULT-VALUE}).")
  private long rollBytes = IngestInteractionsConfig.DEFAULT_ROLL.bytes();

  @Option(
      names = "--end",
      paramLabel = "never|at-latest",
      description =
          "Whether to stop at the log's end as it is at the start (default: ${DEFAULT-VALUE}).")
  private String end = "never";

  /**
   * What the command line says.
   *
   * @throws ParameterException if it makes no sense
   */
  IngestInteractionsConfig config() {
    try {
      OptionalInt subtasks = parallelism.map(OptionalInt::of).orElse(OptionalInt.empty());
      return new IngestInteractionsConfig(
          brokers(),
          lake,
          new EngineConfig(checkpointInterval, checkpointDirectory, subtasks),
          new RollPolicy(rollRows, rollBytes),
          End.valueOf(end.replace('-', '_').toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private Brokers brokers() {
    Brokers brokers = Brokers.at(bootstrapServers);
    return kafkaConfig.map(brokers::securedBy).orElse(brokers);
  }
}
