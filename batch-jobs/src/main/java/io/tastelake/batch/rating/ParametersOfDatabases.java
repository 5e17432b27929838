package io.tastelake.batch.rating;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.ParametersJson;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.WrittenRatings;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which databases there are, and the implicit-to-explicit parameters of those that have some. It
 * travels to tasks as JSON.
 */
final class ParametersOfDatabases implements Serializable {

  private static final long serialVersionUID = 1;

  /** Longer than it takes until update-taste has heard of a change. */
  private static final Duration STREAM_LAG = Duration.ofMinutes(1);

  private static final double MILLIS = 1e3;

  private final TreeMap<String, String> json = new TreeMap<>();
  private final TreeMap<String, Instant> notYetApplied = new TreeMap<>();
  private transient Map<DatabaseId, Optional<ImplicitToExplicitParameters>> parsed;

  /** Adds a database; {@code parameters} are JSON, or null if it has none. */
  ParametersOfDatabases with(DatabaseId database, String parameters) {
    json.put(database.value(), parameters);
    parsed = null;
    return this;
  }

  /** Adds a database with the parameters that are stored for it. */
  ParametersOfDatabases with(ParametersTable.Row stored) {
    if (!stored.applied()) {
      notYetApplied.put(stored.database().value(), stored.updatedAt());
    }
    return with(stored.database(), stored.json());
  }

  /**
   * When the parameters of databases changed that no recomputation has applied to all users yet.
   */
  Map<DatabaseId, Instant> notYetApplied() {
    return notYetApplied.entrySet().stream()
        .collect(Collectors.toMap(row -> new DatabaseId(row.getKey()), Map.Entry::getValue));
  }

  /** Whether ratings were written with the parameters before these, which is no drift. */
  boolean areNewerThan(WrittenRatings shown, DatabaseId database) {
    Instant changed = notYetApplied.get(database.value());
    return changed != null && shown.writtenAt() < changed.plus(STREAM_LAG).toEpochMilli() / MILLIS;
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
