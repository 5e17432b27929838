package io.tastelake.serving.catalogue;

import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.catalogue.Filter;
import io.tastelake.domain.catalogue.ItemColumns;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.store.CatalogueEntriesTable;
import io.tastelake.store.CataloguePropertiesTable;
import io.tastelake.store.CatalogueVersionsTable;
import io.tastelake.store.KnownProperties;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreConnection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The items of one database in memory. It follows the online store by the numbers of writes, which
 * become visible in their order. Thread-safe.
 */
public final class CatalogueIndex {

  /** Deleted entries tell for a day that they were. */
  private static final Duration MAX_ABSENCE = Duration.ofHours(12);

  /** More than so many are a load of their own: each may hold some megabytes. */
  private static final int FEW_WRITES = 8;

  /** Whoever has too many items is not read anew with each request. */
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<ItemFactors, int[]> numbers = new WeakHashMap<>();
  private final long maxBytes;
  private final IndexLoads loads;
  private ItemColumns columns;
  private KnownProperties known = new KnownProperties(List.of());
  private long version;
  private volatile long followedAt = System.nanoTime();
  private volatile OptionalLong tooLargeSince = OptionalLong.empty();

  CatalogueIndex(long maxBytes, IndexLoads loads) {
    this.maxBytes = maxBytes;
    this.loads = loads;
    this.columns = new ItemColumns(maxBytes);
  }

  /** The items as they stand, while nobody changes them. */
  public final class View {

    /** The property that a condition names. */
    public Property property(WrittenFilter written) {
      return new FilterReader(known).property(written);
    }

    /** The items that all of these filters want. */
    public ItemColumns.Selection select(List<WrittenFilter> written) {
      FilterReader reader = new FilterReader(known);
      List<Filter> filters = written.stream().map(reader::filter).toList();
      return columns.select(filters);
    }

    /** An item's values. */
    public List<Object> values(ItemId item, Property property) {
      return columns.values(item, property);
    }

    /** Of each row the item's row in a model, or −1. */
    public int[] rowsIn(ItemFactors factors) {
      synchronized (numbers) {
        int[] rows = numbers.getOrDefault(factors, new int[0]);
        if (rows.length < columns.size()) {
          int[] more = Arrays.copyOf(rows, columns.size());
          for (int row = rows.length; row < more.length; row++) {
            more[row] = factors.row(columns.item(row));
          }
          numbers.put(factors, more);
          return more;
        }
        return rows;
      }
    }
  }

  /** Works with the items as they stand. */
  public <T> T read(Function<View, T> work) {
    lock.readLock().lock();
    try {
      return work.apply(new View());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** About how much memory it takes. */
  int kibibytes() {
    return Math.toIntExact(read(view -> columns.bytes()) >> 10);
  }

  /**
   * Takes in what was committed before.
   *
   * @throws ApiException {@code WrongData} if that is more than fits into memory
   */
  void follow(OnlineStore store, DatabaseId database) {
    if (tooLargeSince.isPresent()
        && System.nanoTime() - tooLargeSince.getAsLong() < RETRY.toNanos()) {
      throw tooLarge();
    }
    long last =
        store.with(
            connection -> new CatalogueVersionsTable(connection).last(database, EntryKind.ITEM));
    if (last > read(view -> version)) {
      if (read(view -> isLoad(last))) {
        loads.inTurn(() -> takeInUpTo(last, store, database));
      } else {
        takeInUpTo(last, store, database);
      }
    }
    followedAt = System.nanoTime();
  }

  private void takeInUpTo(long last, OnlineStore store, DatabaseId database) {
    lock.writeLock().lock();
    try {
      if (last > version) {
        takeInOrEmpty(store, database);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Whether all items have to be read, or many. */
  private boolean isLoad(long last) {
    return version == 0 || last - version > FEW_WRITES || isSpent();
  }

  /** Whether what there is cannot be gone on with. */
  private boolean isSpent() {
    return System.nanoTime() - followedAt > MAX_ABSENCE.toNanos() || columns.worn();
  }

  private void takeInOrEmpty(OnlineStore store, DatabaseId database) {
    try {
      takeIn(store, database);
      tooLargeSince = OptionalLong.empty();
    } catch (ItemColumns.TooLargeException e) {
      empty();
      tooLargeSince = OptionalLong.of(System.nanoTime());
      throw tooLarge();
    }
  }

  private ApiException tooLarge() {
    return ApiException.wrongData(
        ErrorName.WRONG_PARAMETER,
        ("filters and reranking need the database's items in memory, and those take more than %,d"
                + " MiB: delete entries, properties or values, or give instances a larger heap.")
            .formatted(maxBytes >> 20));
  }

  private void empty() {
    columns = new ItemColumns(maxBytes);
    version = 0;
    synchronized (numbers) {
      numbers.clear();
    }
  }

  /** What is taken in twice is the same: a failure in between does no harm. */
  private void takeIn(OnlineStore store, DatabaseId database) {
    if (isSpent()) {
      empty();
    }
    try (StoreConnection snapshot = store.openSnapshot()) {
      long last = new CatalogueVersionsTable(snapshot).last(database, EntryKind.ITEM);
      List<Property> properties =
          new CataloguePropertiesTable(snapshot).of(database, EntryKind.ITEM);
      known = new KnownProperties(properties);
      columns.retain(properties);
      new CatalogueEntriesTable(snapshot)
          .changedAfter(database, EntryKind.ITEM, version, this::takeIn);
      version = last;
    }
  }

  private void takeIn(CatalogueEntriesTable.Row row) {
    ItemId item = new ItemId(row.id());
    if (row.properties().isEmpty()) {
      columns.remove(item);
    } else {
      columns.put(item, known.values(KnownProperties.parsed(row.properties().orElseThrow())));
    }
  }
}
