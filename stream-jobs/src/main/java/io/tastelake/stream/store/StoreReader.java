package io.tastelake.stream.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.ParametersJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the store again and again, over one connection while that lasts. Not thread-safe. */
final class StoreReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreReader.class);

  private static final String PARAMETERS =
      "SELECT database_id, parameters::text FROM implicit_to_explicit_parameters";

  /** The order makes two equal views equal. */
  private static final String MODELS =
      """
      SELECT models.database_id, models.model_id, models.rank, models.alpha, models.lambda
      FROM models
      LEFT JOIN current_models ON current_models.database_id = models.database_id
      LEFT JOIN models AS current
        ON current.database_id = current_models.database_id AND current.model_id = current_models.model_id
      WHERE current.model_id IS NULL OR models.trained_at >= current.trained_at
      ORDER BY models.database_id, models.model_id
      """;

  private final StoreAccess access;
  private Connection connection;

  StoreReader(StoreAccess access) {
    this.access = access;
  }

  /** The store as it is now; a failure closes the connection, and the next call opens another. */
  StoreView read() throws SQLException {
    try {
      if (connection == null) {
        connection = access.connect();
      }
      return new StoreView(databases());
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  private Map<DatabaseId, DatabaseTaste> databases() throws SQLException {
    Map<DatabaseId, ImplicitToExplicitParameters> parameters = parameters();
    Map<DatabaseId, List<ModelSettings>> models = models();
    Set<DatabaseId> named = new HashSet<>(parameters.keySet());
    named.addAll(models.keySet());
    Map<DatabaseId, DatabaseTaste> databases = new HashMap<>();
    for (DatabaseId database : named) {
      databases.put(
          database,
          new DatabaseTaste(
              Optional.ofNullable(parameters.get(database)),
              models.getOrDefault(database, List.of())));
    }
    return databases;
  }

  private Map<DatabaseId, ImplicitToExplicitParameters> parameters() throws SQLException {
    Map<DatabaseId, ImplicitToExplicitParameters> all = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(PARAMETERS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        parse(row.getString(1), row.getString(2))
            .ifPresent(parsed -> all.put(parsed.database(), parsed.parameters()));
      }
    }
    return all;
  }

  private record Parsed(DatabaseId database, ImplicitToExplicitParameters parameters) {}

  private static Optional<Parsed> parse(String database, String json) {
    try {
      return Optional.of(new Parsed(new DatabaseId(database), ParametersJson.parse(json)));
    } catch (IllegalArgumentException e) {
      LOG.error(
          "The parameters of database {} are unusable; its users wait. Put them anew.",
          database,
          e);
      return Optional.empty();
    }
  }

  private Map<DatabaseId, List<ModelSettings>> models() throws SQLException {
    Map<DatabaseId, List<ModelSettings>> all = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(MODELS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.computeIfAbsent(new DatabaseId(row.getString(1)), database -> new ArrayList<>())
            .add(
                new ModelSettings(
                    row.getString(2), row.getInt(3), row.getDouble(4), row.getDouble(5)));
      }
    }
    return all;
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("A broken connection does not close.", e);
      }
      connection = null;
    }
  }
}
