package io.tastelake.serving.rating;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.ParametersTable;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The implicit-to-explicit parameters of all databases. Thread-safe. */
public final class Parameters {

  private final OnlineStore store;
  private final Clock clock;

  /** Databases that have parameters: they are replaced, never taken away. */
  private final Cache<DatabaseId, Boolean> present =
      Caffeine.newBuilder().maximumSize(100_000).build();

  private final Cache<DatabaseId, Optional<ImplicitToExplicitParameters>> recent =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofSeconds(5)).build();

  public Parameters(OnlineStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Sets the parameters, in place of those that there were. */
  public void put(DatabaseId database, ImplicitToExplicitParameters parameters) {
    store.run(
        connection -> new ParametersTable(connection).put(database, parameters, clock.instant()));
    recent.invalidate(database);
  }

  /** The parameters, once they were set. */
  public Optional<ImplicitToExplicitParameters> of(DatabaseId database) {
    return store.with(connection -> new ParametersTable(connection).of(database));
  }

  /** Since when the parameters stand, once they were set. */
  Optional<ParametersTable.Standing> standing(DatabaseId database) {
    return store.with(connection -> new ParametersTable(connection).standing(database));
  }

  /** The parameters as they were within the last five seconds, or are. */
  Optional<ImplicitToExplicitParameters> lately(DatabaseId database) {
    return recent.get(database, this::of);
  }

  /**
   * Refuses what needs parameters.
   *
   * @throws ApiException {@code DB_IMPLICIT_TO_EXPLICIT_PARAMS_NOT_FOUND} while there are none
   */
  public void require(DatabaseId database) {
    if (present.getIfPresent(database) == null) {
      if (of(database).isEmpty()) {
        throw missing(
            "The database has no implicit-to-explicit parameters, and nothing was stored: PUT them"
                + " to databases/current/implicit-to-explicit/, then retry.");
      }
      present.put(database, true);
    }
  }

  /** What is answered to who asks for parameters that were never set. */
  public static ApiException unset() {
    return missing(
        "The database has no implicit-to-explicit parameters: PUT them to"
            + " databases/current/implicit-to-explicit/.");
  }

  private static ApiException missing(String message) {
    return ApiException.unavailable(ErrorName.DB_IMPLICIT_TO_EXPLICIT_PARAMS_NOT_FOUND, message);
  }
}
