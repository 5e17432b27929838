package io.tastelake.serving.log;

import io.tastelake.log.Brokers;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the command line and the environment say of the log. */
public final class KafkaArguments {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      defaultValue = "${env:TASTELAKE_BOOTSTRAP_SERVERS}",
      description = "Kafka's host:port, comma-separated (TASTELAKE_BOOTSTRAP_SERVERS).")
  private String bootstrapServers;

  @Option(
      names = Brokers.CONFIG_FILE,
      paramLabel = "FILE",
      defaultValue = "${env:" + Brokers.CONFIG_VARIABLE + "}",
      showDefaultValue = Visibility.NEVER,
      description =
          "Properties file with Kafka's client settings for TLS and SASL ("
              + Brokers.CONFIG_VARIABLE
              + ").")
  private Optional<Path> kafkaConfig = Optional.empty();

  /**
   * How the brokers are reached.
   *
   * @throws ParameterException if the file cannot be read
   */
  public Brokers brokers() {
    Brokers brokers = Brokers.at(bootstrapServers);
    try {
      return kafkaConfig.map(brokers::securedBy).orElse(brokers);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
