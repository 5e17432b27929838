package io.tastelake.stream.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.ModelTable;
import io.tastelake.store.ParametersJson;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.StoreException;
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

  private final StoreAccess access;
  private StoreConnection connection;

  StoreReader(StoreAccess access) {
    this.access = access;
  }

  /** The store as it is now; a failure closes the connection, and the next call opens another. */
  StoreView read() throws SQLException {
    try {
      if (connection == null) {
        connection = StoreConnection.on(access.connect());
      }
      return new StoreView(databases());
    } catch (SQLException | StoreException e) {
      close();
      throw e;
    }
  }

  private Map<DatabaseId, DatabaseTaste> databases() {
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

  private Map<DatabaseId, ImplicitToExplicitParameters> parameters() {
    Map<DatabaseId, ImplicitToExplicitParameters> all = new HashMap<>();
    for (ParametersTable.Row row : new ParametersTable(connection).all()) {
      parse(row).ifPresent(parsed -> all.put(row.database(), parsed));
    }
    return all;
  }

  private static Optional<ImplicitToExplicitParameters> parse(ParametersTable.Row row) {
    try {
      return Optional.of(ParametersJson.parse(row.json()));
    } catch (IllegalArgumentException e) {
      LOG.error(
          "The parameters of database {} are invalid; its users wait. PUT them again.",
          row.database().value(),
          e);
      return Optional.empty();
    }
  }

  private Map<DatabaseId, List<ModelSettings>> models() {
    Map<DatabaseId, List<ModelSettings>> all = new HashMap<>();
    for (ModelTable.Row row : new ModelTable(connection).currentAndNewer()) {
      all.computeIfAbsent(row.database(), database -> new ArrayList<>())
          .add(new ModelSettings(row.id(), row.rank(), row.alpha(), row.lambda(), row.centre()));
    }
    return all;
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (StoreException e) {
        LOG.debug("A broken connection does not close.", e);
      }
      connection = null;
    }
  }
}
