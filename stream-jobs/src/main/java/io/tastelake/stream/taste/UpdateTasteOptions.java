package io.tastelake.stream.taste;

import io.tastelake.log.Brokers;
import io.tastelake.store.StoreOptions;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.store.StoreAccess;
import io.tastelake.stream.taste.UpdateTasteConfig.StateBackend;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code update-taste}. */
final class UpdateTasteOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private final Map<String, String> environment;

  UpdateTasteOptions() {
    this(System.getenv());
  }

  UpdateTasteOptions(Map<String, String> environment) {
    this.environment = environment;
  }

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
      description = "The lake's root, which holds history and item factors.")
  private URI lake;

  @Option(
      names = StoreOptions.URL,
      required = true,
      paramLabel = "JDBC-URL",
      description = "The online store, as jdbc:postgresql://HOST:PORT/DATABASE.")
  private String store;

  @Option(
      names = StoreOptions.USER,
      paramLabel = "NAME",
      defaultValue = StoreOptions.DEFAULT_USER,
      description = "The user of the online store (default: ${DEFAULT-VALUE}).")
  private String storeUser;

  @Option(
      names = StoreOptions.PASSWORD_FILE,
      paramLabel = "FILE",
      description =
          "File with that user's password; default: the variable "
              + StoreOptions.PASSWORD_VARIABLE
              + ".")
  private Path storePasswordFile;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "The parallelism of each operator (default: the cluster's).")
  private Optional<Integer> parallelism = Optional.empty();

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      description = "How much to replay after a failure (default: ${DEFAULT-VALUE}).")
  private Duration checkpointInterval = UpdateTasteConfig.DEFAULT_CHECKPOINT_INTERVAL;

  @Option(
      names = "--checkpoint-directory",
      paramLabel = "URI",
      description = "Where checkpoints go (default: where the cluster puts them).")
  private Optional<URI> checkpointDirectory = Optional.empty();

  @Option(
      names = "--state-backend",
      paramLabel = "hashmap|rocksdb",
      description = "Where to keep state: heap or local disks (default: ${DEFAULT-VALUE}).")
  private String stateBackend = UpdateTasteConfig.DEFAULT_STATE_BACKEND.flinkName();

  @Option(
      names = "--flush-interval",
      paramLabel = "DURATION",
      description = "How long to debounce a user's changes (default: ${DEFAULT-VALUE}).")
  private Duration flushInterval = UpdateTasteConfig.DEFAULT_FLUSH_INTERVAL;

  @Option(
      names = "--max-flush-interval",
      paramLabel = "DURATION",
      description =
          "How long at most while the job is behind (default: ${DEFAULT-VALUE}, at least"
              + " --flush-interval).")
  private Duration maxFlushInterval = UpdateTasteConfig.DEFAULT_MAX_FLUSH_INTERVAL;

  @Option(
      names = "--refresh-interval",
      paramLabel = "DURATION",
      description = "How often to poll parameters and models (default: ${DEFAULT-VALUE}).")
  private Duration refreshInterval = UpdateTasteConfig.DEFAULT_REFRESH_INTERVAL;

  /**
   * What the command line says.
   *
   * @throws ParameterException if it makes no sense
   */
  UpdateTasteConfig config() {
    try {
      OptionalInt subtasks = parallelism.map(OptionalInt::of).orElse(OptionalInt.empty());
      return new UpdateTasteConfig(
          brokers(),
          lake,
          new StoreAccess(store, storeUser, password()),
          new EngineConfig(checkpointInterval, checkpointDirectory, subtasks),
          StateBackend.valueOf(stateBackend.toUpperCase(Locale.ROOT)),
          new Debounce(flushInterval, longestFlushInterval()),
          refreshInterval);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** The default gives way to a longer interval; what was given does not. */
  private Duration longestFlushInterval() {
    boolean given = command.commandLine().getParseResult().hasMatchedOption("--max-flush-interval");
    return given || maxFlushInterval.compareTo(flushInterval) > 0
        ? maxFlushInterval
        : flushInterval;
  }

  private Brokers brokers() {
    Brokers brokers = Brokers.at(bootstrapServers);
    return kafkaConfig.map(brokers::securedBy).orElse(brokers);
  }

  private String password() {
    return StoreOptions.password(storePasswordFile, environment)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The online store's password is missing: give %s or set %s."
                        .formatted(StoreOptions.PASSWORD_FILE, StoreOptions.PASSWORD_VARIABLE)));
  }
}
