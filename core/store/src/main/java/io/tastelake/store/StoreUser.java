package io.tastelake.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.function.Function;

/**
 * Who uses the online store beside its owner. What each may do with which table, {@code
 * afterMigrate__privileges.sql} says; where these roles do not exist, nothing is granted.
 */
public enum StoreUser {
  /** Reads and writes every table; of what was served it adds samples and reads counts alone. */
  API,
  /** Reads parameters and models, writes taste. */
  STREAM,
  /** Reads what users did and decided, writes taste, models and tasks. */
  BATCH;

  /** The name of the role. */
  public String userName() {
    return "tastelake_" + name().toLowerCase(Locale.ROOT);
  }

  /**
   * Creates each role, unless it is there, and gives it its password.
   *
   * @param connection of somebody who may
   */
  public static void createAll(Connection connection, Function<StoreUser, String> passwords)
      throws SQLException {
    for (StoreUser user : values()) {
      if (!user.exists(connection)) {
        user.execute(connection, "CREATE ROLE %I", null);
      }
      user.execute(
          connection,
          "ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD %L",
          passwords.apply(user));
    }
  }

  private boolean exists(Connection connection) throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement("SELECT FROM pg_roles WHERE rolname = ?")) {
      find.setString(1, userName());
      try (ResultSet found = find.executeQuery()) {
        return found.next();
      }
    }
  }

  private void execute(Connection connection, String format, String password) throws SQLException {
    try (PreparedStatement spell = connection.prepareStatement("SELECT format(?, ?, ?)");
        Statement statement = connection.createStatement()) {
      spell.setString(1, format);
      spell.setString(2, userName());
      spell.setString(3, password);
      try (ResultSet spelled = spell.executeQuery()) {
        spelled.next();
        statement.execute(spelled.getString(1));
      }
    }
  }
}
