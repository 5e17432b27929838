package io.tastelake.batch.rating;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.ParametersJson;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which databases there are, and the implicit-to-explicit parameters of those that have some. It
 * travels to tasks as JSON.
 */
final class ParametersOfDatabases implements Serializable {

  private static final long serialVersionUID = 1;

  private final TreeMap<String, String> json = new TreeMap<>();
  private transient Map<DatabaseId, Optional<ImplicitToExplicitParameters>> parsed;

  /** Adds a database; {@code parameters} are JSON, or null if it has none. */
  ParametersOfDatabases with(DatabaseId database, String parameters) {
    json.put(database.value(), parameters);
    parsed = null;
    return this;
  }

  /** All databases, in the order of their ids. */
  List<DatabaseId> databases() {
    return json.keySet().stream().map(DatabaseId::new).toList();
  }

  /** The databases without parameters, in the order of their ids. */
  List<DatabaseId> withoutParameters() {
    List<DatabaseId> without = new ArrayList<>(databases());
    without.removeIf(database -> of(database).isPresent());
    return without;
  }

  /** Whether there is such a database. */
  boolean include(DatabaseId database) {
    return json.containsKey(database.value());
  }

  /** The parameters of a database, if it has some. */
  Optional<ImplicitToExplicitParameters> of(DatabaseId database) {
    if (parsed == null) {
      parsed = parsed();
    }
    return parsed.getOrDefault(database, Optional.empty());
  }

  private Map<DatabaseId, Optional<ImplicitToExplicitParameters>> parsed() {
    Map<DatabaseId, Optional<ImplicitToExplicitParameters>> all = new HashMap<>();
    json.forEach(
        (id, text) ->
            all.put(new DatabaseId(id), Optional.ofNullable(text).map(ParametersJson::parse)));
    return all;
  }
}
