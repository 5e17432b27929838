package io.tastelake.stream.store;

import io.tastelake.domain.identity.DatabaseId;
import java.util.Map;

/** All databases that have parameters or models, at one moment. */
public record StoreView(Map<DatabaseId, DatabaseTaste> databases) {

  public StoreView {
    databases = Map.copyOf(databases);
  }
}
