package io.tastelake.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGProperty;

/** How every program is told of the online store: the same options and variables for all. */
public final class StoreOptions {

  /** Its JDBC URL. */
  public static final String URL = "--store";

  /** Its user. */
  public static final String USER = "--store-user";

  /** A file that holds the user's password: command lines are seen by everybody on the machine. */
  public static final String PASSWORD_FILE = "--store-password-file";

  /** The variable that holds the password where there is no file. */
  public static final String PASSWORD_VARIABLE = "TASTELAKE_STORE_PASSWORD";

  /** Who connects unless somebody else is named. */
  public static final String DEFAULT_USER = "tastelake";

  /**
   * The driver's setting by which exceptions name no statement and no values, which would stand in
   * logs then: {@code false} for every connection.
   */
  public static final String ERROR_DETAIL = PGProperty.LOG_SERVER_ERROR_DETAIL.getName();

  private StoreOptions() {}

  /**
   * The password that a file holds, or else the environment.
   *
   * @param file null if none is named
   * @throws IllegalArgumentException if the file cannot be read; says what to do
   */
  public static Optional<String> password(Path file, Map<String, String> environment) {
    if (file == null) {
      return Optional.ofNullable(environment.get(PASSWORD_VARIABLE));
    }
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be read: %s. Name a file that holds the password, or set %s."
              .formatted(PASSWORD_FILE, file, PASSWORD_VARIABLE),
          e);
    }
  }
}
