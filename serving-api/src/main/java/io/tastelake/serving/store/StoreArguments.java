package io.tastelake.serving.store;

import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreOptions;
import io.tastelake.store.StoreTrust;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the command line and the environment say of the online store. Names that it once had here
 * still count; whoever uses one is told the new one.
 */
public final class StoreArguments {

  private static final String URL_VARIABLE = "TASTELAKE_STORE";
  private static final String USER_VARIABLE = "TASTELAKE_STORE_USER";
  private static final String OLD_URL = "--jdbc-url";
  private static final String OLD_USER = "--jdbc-user";
  private static final String OLD_URL_VARIABLE = "TASTELAKE_JDBC_URL";
  private static final String OLD_USER_VARIABLE = "TASTELAKE_JDBC_USER";
  private static final String OLD_PASSWORD_VARIABLE = "TASTELAKE_JDBC_PASSWORD";

  private final Map<String, String> environment;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = StoreOptions.URL,
      paramLabel = "JDBC-URL",
      description =
          "The online store, such as jdbc:postgresql://host:5432/tastelake ("
              + URL_VARIABLE
              + "). Required.")
  private String url;

  @Option(
      names = StoreOptions.USER,
      paramLabel = "NAME",
      description = "Its user (" + USER_VARIABLE + "). Default: " + StoreOptions.DEFAULT_USER + ".")
  private String user;

  @Option(
      names = StoreOptions.PASSWORD_FILE,
      paramLabel = "FILE",
      description =
          "Holds that user's password; without it the variable "
              + StoreOptions.PASSWORD_VARIABLE
              + " does.")
  private Path passwordFile;

  @Option(names = OLD_URL, hidden = true)
  private String oldUrl;

  @Option(names = OLD_USER, hidden = true)
  private String oldUser;

  /**
   * Reads the environment where the command line says nothing.
   *
   * @param environment variables and their values
   */
  public StoreArguments(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * How the store is reached.
   *
   * @throws ParameterException if it is not said where it is, or the password's file cannot be read
   */
  public StorePool.Settings settings() {
    String where = first(url, OLD_URL, oldUrl, StoreOptions.URL, URL_VARIABLE, OLD_URL_VARIABLE);
    if (where == null) {
      throw new ParameterException(
          command.commandLine(), "Missing required option: '" + StoreOptions.URL + "=JDBC-URL'");
    }
    String who =
        first(user, OLD_USER, oldUser, StoreOptions.USER, USER_VARIABLE, OLD_USER_VARIABLE);
    return StorePool.Settings.of(where, who == null ? StoreOptions.DEFAULT_USER : who, password());
  }

  /** Connections without a pool, for a command that needs few. */
  public OnlineStore.Connections connections() {
    StorePool.Settings settings = settings();
    return () -> connection(settings);
  }

  private static Connection connection(StorePool.Settings settings) throws SQLException {
    try {
      return DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
    } catch (SQLException e) {
      throw StoreTrust.explained(e);
    }
  }

  private String first(
      String given,
      String oldName,
      String oldGiven,
      String name,
      String variable,
      String oldVariable) {
    if (given != null) {
      return given;
    }
    if (oldGiven != null) {
      tell(oldName, name);
      return oldGiven;
    }
    return environment.containsKey(variable)
        ? environment.get(variable)
        : ofOldVariable(oldVariable, variable);
  }

  private String password() {
    try {
      return StoreOptions.password(passwordFile, environment)
          .orElseGet(
              () -> {
                String old = ofOldVariable(OLD_PASSWORD_VARIABLE, StoreOptions.PASSWORD_VARIABLE);
                return old == null ? "" : old;
              });
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private String ofOldVariable(String oldVariable, String variable) {
    String value = environment.get(oldVariable);
    if (value != null) {
      tell(oldVariable, variable);
    }
    return value;
  }

  private void tell(String oldName, String name) {
    command.commandLine().getErr().println(oldName + " is called " + name + " now.");
  }
}
