package io.tastelake.batch;

import io.tastelake.contracts.lake.LakeRoot;
import io.tastelake.log.Brokers;
import io.tastelake.store.StoreOptions;
import io.tastelake.store.StoreTrust;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * Where the parts of an installation are. Every job takes the same options, so that one file of
 * arguments serves all of them; a job that needs a part asks for it here.
 */
public final class Installation {

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  private URI lake;

  @Option(
      names = StoreOptions.URL,
      paramLabel = "JDBC-URL",
      description = "The online store, such as jdbc:postgresql://host:5432/tastelake.")
  private String store;

  @Option(
      names = StoreOptions.USER,
      paramLabel = "NAME",
      defaultValue = StoreOptions.DEFAULT_USER,
      description = "The user of the online store.")
  private String storeUser;

  @Option(
      names = StoreOptions.PASSWORD_FILE,
      paramLabel = "FILE",
      description =
          "File with the password; default: the variable " + StoreOptions.PASSWORD_VARIABLE + ".")
  private Path storePasswordFile;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      description = "The brokers of the log.")
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

  @Option(names = "--lake", required = true, paramLabel = "URI", description = "The lake's root.")
  void lake(URI root) {
    try {
      lake = LakeRoot.requireAtomicCommits(root, BatchSession.fileSystems());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** The lake's root, where commits are atomic. */
  public URI lake() {
    return lake;
  }

  /**
   * The brokers of the log.
   *
   * @throws ParameterException if it is not said where they are, or {@code --kafka-config} is wrong
   */
  public Brokers brokers() {
    Brokers brokers = Brokers.at(required("--bootstrap-servers", bootstrapServers));
    try {
      return kafkaConfig.map(brokers::securedBy).orElse(brokers);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Whether it is said where the online store is. */
  public boolean namesStore() {
    return store != null;
  }

  /**
   * Makes sure that the online store can be asked for.
   *
   * @throws ParameterException if it is not said where it is, or its password cannot be read
   */
  public void requireStore() {
    required(StoreOptions.URL, store);
    password();
  }

  /** A new connection to the online store; whoever opens it closes it. */
  public Connection store() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", storeUser);
    String password = password();
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty(StoreOptions.ERROR_DETAIL, "false");
    try {
      return DriverManager.getConnection(required(StoreOptions.URL, store), properties);
    } catch (SQLException e) {
      throw StoreTrust.explained(e);
    }
  }

  private String password() {
    try {
      return StoreOptions.password(storePasswordFile, System.getenv()).orElse(null);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private <T> T required(String option, T value) {
    if (value == null) {
      throw new ParameterException(
          spec.commandLine(), "The job " + spec.name() + " needs " + option + ".");
    }
    return value;
  }
}
