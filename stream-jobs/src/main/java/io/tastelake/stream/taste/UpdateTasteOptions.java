package io.tastelake.stream.taste;

import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.store.StoreAccess;
import io.tastelake.stream.taste.UpdateTasteConfig.StateBackend;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
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

  private static final String PASSWORD = "TASTELAKE_STORE_PASSWORD";

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
      names = "--lake",
      required = true,
      paramLabel = "URI",
      description = "The lake's root, which holds history and item factors.")
  private URI lake;

  @Option(
      names = "--store",
      required = true,
      paramLabel = "JDBC-URL",
      description = "The online store, as jdbc:postgresql://HOST:PORT/DATABASE.")
  private String store;

  @Option(
      names = "--store-user",
      paramLabel = "NAME",
      defaultValue = "tastelake",
      description = "The user of the online store (default: ${DEFAULT-VALUE}).")
  private String storeUser;

  @Option(
      names = "--store-password-file",
      paramLabel = "FILE",
      description = "File with that user's password; default: the variable " + PASSWORD + ".")
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
          bootstrapServers,
          lake,
          new StoreAccess(store, storeUser, password()),
          new EngineConfig(checkpointInterval, checkpointDirectory, subtasks),
          StateBackend.valueOf(stateBackend.toUpperCase(Locale.ROOT)),
          flushInterval,
          refreshInterval);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private String password() {
    if (storePasswordFile == null) {
      String password = environment.get(PASSWORD);
      if (password == null) {
        throw new IllegalArgumentException(
            "The online store's password is missing: give --store-password-file or set "
                + PASSWORD
                + ".");
      }
      return password;
    }
    try {
      return Files.readString(storePasswordFile).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The password file " + storePasswordFile + " cannot be read: give one that can.", e);
    }
  }
}
