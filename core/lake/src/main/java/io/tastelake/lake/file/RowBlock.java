package io.tastelake.lake.file;

import io.tastelake.contracts.log.ValidEvents;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.InvalidIdException;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import java.util.BitSet;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Rows of one file, column by column: about a third of what the same rows take as objects, and
 * nothing that the garbage collector has to walk. Immutable once it is decoded, thread-safe.
 */
public final class RowBlock {

  static final RowBlock EMPTY = new RowBlock(0);

  final long[] hashes;
  final long[] rowIndexes;
  final int[] partitions;
  final long[] offsets;
  final DatabaseId[] databases;
  final Actor.Kind[] kinds;
  final TextColumn actors;
  final Operation[] operations;
  final long[] interactionHigh;
  final long[] interactionLow;
  final boolean[] interactionKnown;
  final TextColumn items;
  final String[] types;
  final NumberColumn timestamps;
  final TextColumn properties;
  final NumberColumn ratings;
  final TextColumn users;
  final long[] acceptedAt;
  private final BitSet valid;

  /** Where the rows stand in their order; null where they stand in it already. */
  private int[] order;

  RowBlock(int rows) {
    hashes = new long[rows];
    rowIndexes = new long[rows];
    partitions = new int[rows];
    offsets = new long[rows];
    databases = new DatabaseId[rows];
    kinds = new Actor.Kind[rows];
    actors = new TextColumn(rows);
    operations = new Operation[rows];
    interactionHigh = new long[rows];
    interactionLow = new long[rows];
    interactionKnown = new boolean[rows];
    items = new TextColumn(rows);
    types = new String[rows];
    timestamps = new NumberColumn(rows);
    properties = new TextColumn(rows);
    ratings = new NumberColumn(rows);
    users = new TextColumn(rows);
    acceptedAt = new long[rows];
    valid = new BitSet(rows);
  }

  /** How many rows it holds. */
  public int rows() {
    return hashes.length;
  }

  /** The actor hash of a row. */
  public long hash(int row) {
    return hashes[stored(row)];
  }

  /** The row's index in its file, counted from 0: what deletion vectors name. */
  public long rowIndex(int row) {
    return rowIndexes[stored(row)];
  }

  /** Whether a row is this actor's, hash or no hash. */
  public boolean isOf(DatabaseId database, Actor actor, int row) {
    int stored = stored(row);
    return kinds[stored] == actor.kind()
        && databases[stored].equals(database)
        && actors.at(stored).equals(actor.id());
  }

  /**
   * Whether a row holds a valid event. What is none was written by something other than the API,
   * and counts for nothing.
   */
  public boolean holdsEvent(int row) {
    return valid.get(stored(row));
  }

  /** A row as the log knew it; one that {@link #holdsEvent}. */
  public LoggedEvent event(int row) {
    return storedEvent(stored(row));
  }

  /** The first row whose hash is not below {@code hash}. */
  public int firstFrom(long hash) {
    int low = 0;
    int high = rows();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (hash(middle) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Compares two rows by {@link io.tastelake.contracts.lake.RowOrder}. */
  public static int compare(RowBlock a, int rowOfA, RowBlock b, int rowOfB) {
    int i = a.stored(rowOfA);
    int j = b.stored(rowOfB);
    return compareStored(a, i, b, j);
  }

  /** Finds out which rows hold valid events; to be called once all columns are there. */
  void validate() {
    for (int i = 0; i < rows(); i++) {
      valid.set(i, isValid(i));
    }
  }

  private boolean isValid(int i) {
    try {
      Actor actor = new Actor(kinds[i], actors.at(i));
      return ValidEvents.RULES.violation(actor, columns(i), acceptedAt[i]).isEmpty();
    } catch (InvalidIdException e) {
      return false;
    }
  }

  /** Puts the rows in order; a no-op for rows that a sorting writer wrote. */
  void sort() {
    if (!isSorted()) {
      order =
          IntStream.range(0, rows())
              .boxed()
              .sorted((i, j) -> compareStored(this, i, this, j))
              .mapToInt(Integer::intValue)
              .toArray();
    }
  }

  private boolean isSorted() {
    for (int i = 1; i < rows(); i++) {
      if (compareStored(this, i - 1, this, i) > 0) {
        return false;
      }
    }
    return true;
  }

  private static int compareStored(RowBlock a, int i, RowBlock b, int j) {
    if (a.hashes[i] != b.hashes[j]) {
      return a.hashes[i] < b.hashes[j] ? -1 : 1;
    }
    int actors = a.kinds[i].compareTo(b.kinds[j]);
    actors = actors != 0 ? actors : TextColumn.compare(a.actors, i, b.actors, j);
    actors = actors != 0 ? actors : a.databases[i].value().compareTo(b.databases[j].value());
    return actors != 0 ? actors : Long.compare(a.offsets[i], b.offsets[j]);
  }

  private int stored(int row) {
    return order == null ? row : order[row];
  }

  private LoggedEvent storedEvent(int i) {
    return new LoggedEvent(
        partitions[i],
        offsets[i],
        new InteractionEvent(
            databases[i], new Actor(kinds[i], actors.at(i)), acceptedAt[i], columns(i).change()));
  }

  private ChangeColumns columns(int i) {
    String item = items.at(i);
    String user = users.at(i);
    return new ChangeColumns(
        operations[i],
        interaction(i),
        item == null ? null : new ItemId(item),
        types[i],
        timestamps.at(i),
        properties.at(i),
        ratings.at(i),
        user == null ? null : new UserId(user));
  }

  private InteractionId interaction(int i) {
    return interactionKnown[i]
        ? new InteractionId(new UUID(interactionHigh[i], interactionLow[i]))
        : null;
  }

  /** About how much memory it takes. */
  long bytes() {
    return 80L * rows()
        + actors.bytes()
        + items.bytes()
        + properties.bytes()
        + users.bytes()
        + timestamps.bytes()
        + ratings.bytes();
  }
}
