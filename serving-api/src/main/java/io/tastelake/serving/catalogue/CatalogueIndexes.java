package io.tastelake.serving.catalogue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.OnlineStore;
import java.time.Duration;

/** The items of all databases that somebody asks about, in memory. Thread-safe. */
public final class CatalogueIndexes {

  private static final Duration UNUSED = Duration.ofHours(1);

  private final OnlineStore store;
  private final Cache<DatabaseId, CatalogueIndex> indexes =
      Caffeine.newBuilder().expireAfterAccess(UNUSED).build();

  public CatalogueIndexes(OnlineStore store) {
    this.store = store;
  }

  /** A database's items with all that was committed before this call. */
  public CatalogueIndex of(DatabaseId database) {
    CatalogueIndex index = indexes.get(database, unused -> new CatalogueIndex());
    index.follow(store, database);
    return index;
  }
}
