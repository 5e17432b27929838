package io.tastelake.stream.store;

import io.tastelake.store.TasteTable;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * How to reach the online store.
 *
 * @param url JDBC, as {@code jdbc:postgresql://host:5432/tastelake}
 */
public record StoreAccess(String url, String user, String password) implements Serializable {

  /** Seconds; short enough for a restart to be tried before a checkpoint times out. */
  private static final String TIMEOUT = "15";

  public StoreAccess {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  /** A connection of the caller's own. */
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", TIMEOUT);
    properties.setProperty("loginTimeout", TIMEOUT);
    properties.setProperty("socketTimeout", TIMEOUT);
    properties.setProperty("tcpKeepAlive", "true");
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException(
          "'" + url + "' is no address of PostgreSQL: give jdbc:postgresql://HOST:PORT/DATABASE.");
    }
    return connection;
  }

  /** A generation above all that were taken before. */
  public long nextGeneration() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement next = connection.prepareStatement(TasteTable.NEXT_GENERATION);
        ResultSet row = next.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public String toString() {
    return url + " as " + user;
  }
}
