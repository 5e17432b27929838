package io.tastelake.stream.taste;

import io.tastelake.stream.store.StoreAccess;
import io.tastelake.stream.taste.UpdateTasteConfig.StateBackend;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
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
      description = "Holds that user's password; else the variable " + PASSWORD + " does.")
  private Path storePasswordFile;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "How many subtasks there are of each operator (default: the cluster's).")
  private Integer parallelism;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      defaultValue = "PT10S",
      description = "How much is done again after a failure (default: ${DEFAULT-VALUE}).")
  private Duration checkpointInterval;

  @Option(
      names = "--checkpoint-directory",
      paramLabel = "URI",
      description = "Where checkpoints go (default: where the cluster puts them).")
  private URI checkpointDirectory;

  @Option(
      names = "--state-backend",
      paramLabel = "hashmap|rocksdb",
      defaultValue = "rocksdb",
      description = "Keeps state on the heap or on local disks (default: ${DEFAULT-VALUE}).")
  private String stateBackend;

  @Option(
      names = "--flush-interval",
      paramLabel = "DURATION",
      defaultValue = "PT0.1S",
      description = "How long changes of one user are gathered (default: ${DEFAULT-VALUE}).")
  private Duration flushInterval;

  @Option(
      names = "--refresh-interval",
      paramLabel = "DURATION",
      defaultValue = "PT1S",
      description = "How often parameters and models are looked at (default: ${DEFAULT-VALUE}).")
  private Duration refreshInterval;

  /**
   * What the command line says.
   *
   * @throws ParameterException if it makes no sense
   */
  UpdateTasteConfig config() {
    try {
      UpdateTasteConfig config =
          UpdateTasteConfig.of(
                  bootstrapServers, lake, new StoreAccess(store, storeUser, password()))
              .withCheckpointInterval(checkpointInterval)
              .withStateBackend(StateBackend.valueOf(stateBackend.toUpperCase(Locale.ROOT)))
              .withFlushInterval(flushInterval)
              .withRefreshInterval(refreshInterval);
      config = parallelism == null ? config : config.withParallelism(parallelism);
      return checkpointDirectory == null
          ? config
          : config.withCheckpointDirectory(checkpointDirectory);
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
