package io.tastelake.batch;

import io.tastelake.contracts.lake.LakeRoot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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

  private static final String PASSWORD = "TASTELAKE_STORE_PASSWORD";

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  private URI lake;

  @Option(
      names = "--store",
      paramLabel = "JDBC-URL",
      description = "The online store, such as jdbc:postgresql://host:5432/tastelake.")
  private String store;

  @Option(
      names = "--store-user",
      paramLabel = "NAME",
      defaultValue = "tastelake",
      description = "The user of the online store.")
  private String storeUser;

  @Option(
      names = "--store-password-file",
      paramLabel = "FILE",
      description = "File with the password; default: the variable " + PASSWORD + ".")
  private Path storePasswordFile;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      description = "The brokers of the log.")
  private String bootstrapServers;

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

  /** The brokers of the log. */
  public String bootstrapServers() {
    return required("--bootstrap-servers", bootstrapServers);
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
    required("--store", store);
    password();
  }

  /** A new connection to the online store; whoever opens it closes it. */
  public Connection store() throws SQLException {
    return DriverManager.getConnection(required("--store", store), storeUser, password());
  }

  private String password() {
    try {
      return storePasswordFile == null
          ? System.getenv(PASSWORD)
          : Files.readString(storePasswordFile).strip();
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--store-password-file cannot be read: %s. Name a file that holds the password, or set %s."
              .formatted(storePasswordFile, PASSWORD),
          e);
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
