package io.tastelake.stream.store;

import io.tastelake.store.StoreOptions;
import io.tastelake.store.StoreTrust;
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
  private static final int TIMEOUT = 15;

  /** Seconds; a batch of writes may wait for whoever forgets many users. */
  private static final int WRITE_TIMEOUT = 60;

  public StoreAccess {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  /** A connection of the caller's own. */
  public Connection connect() throws SQLException {
    return connect(TIMEOUT);
  }

  /** The same for one that may wait longer for an answer. */
  public Connection connectToWrite() throws SQLException {
    return connect(WRITE_TIMEOUT);
  }

  private Connection connect(int timeout) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", Integer.toString(TIMEOUT));
    properties.setProperty("loginTimeout", Integer.toString(TIMEOUT));
    properties.setProperty("socketTimeout", Integer.toString(timeout));
    properties.setProperty(StoreOptions.ERROR_DETAIL, "false");
    properties.setProperty("tcpKeepAlive", "true");
    Connection connection = connected(properties);
    if (connection == null) {
      throw new SQLException(
          "'"
              + url
              + "' is not an address of PostgreSQL: give jdbc:postgresql://HOST:PORT/DATABASE.");
    }
    return connection;
  }

  private Connection connected(Properties properties) throws SQLException {
    try {
      return new Driver().connect(url, properties);
    } catch (SQLException e) {
      throw StoreTrust.explained(e);
    }
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
