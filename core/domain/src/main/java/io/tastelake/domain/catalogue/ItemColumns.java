package io.tastelake.domain.catalogue;

import io.tastelake.domain.identity.ItemId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The values of a database's items in memory, column by column, so that filters are a pass over the
 * arrays of the properties that they name. An item keeps its row for good; a deleted one has no
 * values. Not thread-safe: readers may share it while nobody writes.
 */
public final class ItemColumns {

  private static final int BYTES_PER_ITEM = 200;

  private final long maxBytes;
  private long bytes;
  private long bytesOfItems;
  private final Map<ItemId, Integer> rows = new HashMap<>();
  private final List<ItemId> items = new ArrayList<>();
  private final BitSet present = new BitSet();
  private final Map<Long, Column> columns = new HashMap<>();

  /**
   * Of no items yet.
   *
   * @param maxBytes of memory that they may take, more or less
   */
  public ItemColumns(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The items would take more memory than they may. */
  public static final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLargeException(long maxBytes) {
      super("The items take more than %,d bytes of memory.".formatted(maxBytes));
    }
  }

  /**
   * Sets an item's values by property, in place of those that it had.
   *
   * @throws TooLargeException if there is no room for them; these columns are of no use any more
   */
  public void put(ItemId item, Map<Property, List<Object>> values) {
    int row = rows.computeIfAbsent(item, this::added);
    present.set(row);
    Map<Long, List<Object>> bySlot = new HashMap<>();
    values.forEach(
        (property, list) -> {
          Column unused = columns.computeIfAbsent(property.slot(), slot -> new Column(property));
          bySlot.put(property.slot(), list);
        });
    columns.forEach((slot, column) -> set(column, row, bySlot.getOrDefault(slot, List.of())));
  }

  private void set(Column column, int row, List<Object> values) {
    take(column.cost(row, values));
    column.set(row, values);
  }

  private void take(long more) {
    bytes += more;
    if (bytes > maxBytes) {
      throw new TooLargeException(maxBytes);
    }
  }

  /** About how much memory they take. */
  public long bytes() {
    return bytes;
  }

  /** Takes an item's values away. */
  public void remove(ItemId item) {
    Integer row = rows.get(item);
    if (row != null) {
      present.clear(row);
      columns.values().forEach(column -> set(column, row, List.of()));
    }
  }

  /** Drops the columns of other properties than these. */
  public void retain(Collection<Property> properties) {
    columns.keySet().retainAll(properties.stream().map(Property::slot).toList());
    bytes = bytesOfItems + columns.values().stream().mapToLong(Column::bytes).sum();
  }

  private int added(ItemId item) {
    long more = BYTES_PER_ITEM + 2L * item.value().length();
    take(more);
    bytesOfItems += more;
    items.add(item);
    return items.size() - 1;
  }

  /** How many rows there are, those of deleted items too. */
  public int size() {
    return items.size();
  }

  /** The item of a row. */
  public ItemId item(int row) {
    return items.get(row);
  }

  /** Whether so many values are past that it is time to read all anew. */
  public boolean worn() {
    int texts = columns.values().stream().mapToInt(Column::texts).max().orElse(0);
    return texts > 10_000 + 4L * present.cardinality()
        || items.size() > 10_000 + 2L * present.cardinality();
  }

  /** The values of an item. */
  public List<Object> values(ItemId item, Property property) {
    Integer row = rows.get(item);
    Column column = columns.get(property.slot());
    return row == null || column == null ? List.of() : column.of(row);
  }

  /** The items that all of some filters want. */
  public Selection select(List<Filter> filters) {
    BitSet matching = new BitSet(items.size());
    matching.set(0, items.size());
    for (Filter filter : filters) {
      Column column = columns.get(filter.property().slot());
      if (column != null) {
        matching.and(column.matching(filter, items.size()));
      } else if (!filter.matches(List.of())) {
        matching.clear();
      }
    }
    return new Selection(matching, filters.stream().allMatch(filter -> filter.matches(List.of())));
  }

  /** Items that filters want. */
  public final class Selection {

    private final BitSet matching;
    private final boolean absent;

    private Selection(BitSet matching, boolean absent) {
      this.matching = matching;
      this.absent = absent;
    }

    /** Whether an item is wanted, be it known here or not. */
    public boolean holds(ItemId item) {
      Integer row = rows.get(item);
      return row == null ? absent : matching.get(row);
    }

    /**
     * The wanted rows of another numbering.
     *
     * @param numbers of each row here the row there, or −1
     * @param size how many rows there are there
     */
    public BitSet rows(int[] numbers, int size) {
      BitSet there = new BitSet(size);
      if (absent) {
        there.set(0, size);
        for (int row = matching.nextClearBit(0);
            row < items.size();
            row = matching.nextClearBit(row + 1)) {
          if (numbers[row] >= 0) {
            there.clear(numbers[row]);
          }
        }
      } else {
        for (int row = matching.nextSetBit(0); row >= 0; row = matching.nextSetBit(row + 1)) {
          if (numbers[row] >= 0) {
            there.set(numbers[row]);
          }
        }
      }
      return there;
    }

    /**
     * Wanted items of the catalogue in the order of their ids.
     *
     * @param after the id after which to begin
     * @param too what else they have to be
     */
    public List<ItemId> after(String after, int amount, Predicate<ItemId> too) {
      TreeMap<String, ItemId> first = new TreeMap<>();
      BitSet there = (BitSet) matching.clone();
      there.and(present);
      for (int row = there.nextSetBit(0); row >= 0; row = there.nextSetBit(row + 1)) {
        ItemId item = items.get(row);
        String id = item.value();
        if (id.compareTo(after) > 0
            && (first.size() < amount || id.compareTo(first.lastKey()) < 0)
            && too.test(item)) {
          first.put(id, item);
          if (first.size() > amount) {
            first.pollLastEntry();
          }
        }
      }
      return List.copyOf(first.values());
    }
  }
}
