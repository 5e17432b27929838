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
  private final long maxBytes;
  private final Cache<DatabaseId, CatalogueIndex> indexes;
  private final IndexLoads loads = new IndexLoads();

  /** Those of one database take a sixth of the heap at most, all together a third. */
  public CatalogueIndexes(OnlineStore store) {
    this(store, Runtime.getRuntime().maxMemory() / 6);
  }

  /**
   * The same with another bound.
   *
   * @param maxBytes of memory for one database; all together have twice as much
   */
  CatalogueIndexes(OnlineStore store, long maxBytes) {
    this.store = store;
    this.maxBytes = maxBytes;
    this.indexes =
        Caffeine.newBuilder()
            .expireAfterAccess(UNUSED)
            .maximumWeight((2 * maxBytes) >> 10)
            .weigher((DatabaseId database, CatalogueIndex index) -> 1 + index.kibibytes())
            .build();
  }

  /** A database's items with all that was committed before this call. */
  public CatalogueIndex of(DatabaseId database) {
    CatalogueIndex index = indexes.get(database, unused -> new CatalogueIndex(maxBytes, loads));
    int before = index.kibibytes();
    index.follow(store, database);
    if (index.kibibytes() != before) {
      indexes.put(database, index); // weighs it anew
    }
    return index;
  }
}
