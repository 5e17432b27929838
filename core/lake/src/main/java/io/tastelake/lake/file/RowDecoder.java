package io.tastelake.lake.file;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.domain.identity.DatabaseId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.PrimitiveIterator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/**
 * Decodes pages of one row group: first the hashes, then of the other columns only the rows whose
 * hash is wanted.
 */
final class RowDecoder {

  private final MessageType schema;
  private final ColumnReadStoreImpl columns;
  private final int rowsRead;
  private final BitSet wanted;
  private final RowBlock block;
  private final Map<Binary, DatabaseId> databases = new HashMap<>();
  private Binary databaseName;
  private DatabaseId database;

  /** What is done with one value of a column; {@code value} stands on it. */
  private interface Cell {
    void set(int row, ColumnReader value);
  }

  private RowDecoder(MessageType schema, String createdBy, PageReadStore pages, HashRange range) {
    this.schema = schema;
    this.columns =
        new ColumnReadStoreImpl(
            pages, new DummyRecordConverter(schema).getRootConverter(), schema, createdBy);
    this.rowsRead = Math.toIntExact(pages.getRowCount());
    long[] hashes = hashes();
    this.wanted = new BitSet(rowsRead);
    for (int i = 0; i < rowsRead; i++) {
      wanted.set(i, range.holds(hashes[i]));
    }
    this.block = new RowBlock(wanted.cardinality());
    int row = 0;
    for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
      block.hashes[row++] = hashes[i];
    }
  }

  /**
   * The rows of {@code pages} whose hash lies in {@code range}.
   *
   * @param firstRowIndex the index in the file of the row group's first row
   */
  static RowBlock decoded(
      MessageType schema,
      String createdBy,
      PageReadStore pages,
      long firstRowIndex,
      HashRange range) {
    RowDecoder decoder = new RowDecoder(schema, createdBy, pages, range);
    if (decoder.block.rows() > 0) {
      decoder.rowIndexes(pages, firstRowIndex);
      decoder.columns();
      decoder.block.validate();
      decoder.block.sort();
    }
    return decoder.block;
  }

  private long[] hashes() {
    ColumnReader column = columns.getColumnReader(descriptor(InteractionsTable.ACTOR_HASH));
    long[] hashes = new long[rowsRead];
    for (int i = 0; i < rowsRead; i++) {
      hashes[i] = column.getLong();
      column.consume();
    }
    return hashes;
  }

  private void rowIndexes(PageReadStore pages, long firstRowIndex) {
    PrimitiveIterator.OfLong indexes = pages.getRowIndexes().orElse(null);
    int row = 0;
    for (int i = 0; i < rowsRead; i++) {
      long index = indexes == null ? i : indexes.nextLong();
      if (wanted.get(i)) {
        block.rowIndexes[row++] = firstRowIndex + index;
      }
    }
  }

  private void columns() {
    required(InteractionsTable.LOG_PARTITION, (row, v) -> block.partitions[row] = v.getInteger());
    required(InteractionsTable.LOG_OFFSET, (row, v) -> block.offsets[row] = v.getLong());
    required(InteractionsTable.DATABASE, this::database);
    required(
        InteractionsTable.ACTOR_KIND,
        (row, v) -> block.kinds[row] = EnumDictionary.kind(v.getBinary()));
    text(InteractionsTable.ACTOR_ID, block.actors);
    required(
        InteractionsTable.OPERATION,
        (row, v) -> block.operations[row] = EnumDictionary.operation(v.getBinary()));
    each(InteractionsTable.INTERACTION_ID, this::interaction);
    text(InteractionsTable.ITEM_ID, block.items);
    Map<Binary, String> types = new HashMap<>();
    each(
        InteractionsTable.INTERACTION_TYPE,
        (row, v) ->
            block.types[row] =
                v == null ? null : types.computeIfAbsent(v.getBinary(), Binary::toStringUsingUTF8));
    number(InteractionsTable.TIMESTAMP, block.timestamps);
    text(InteractionsTable.PROPERTIES, block.properties);
    number(InteractionsTable.RATING, block.ratings);
    text(InteractionsTable.USER_ID, block.users);
    required(InteractionsTable.ACCEPTED_AT, (row, v) -> block.acceptedAt[row] = v.getLong());
  }

  /** Mostly it is that of the row before. */
  private void database(int row, ColumnReader value) {
    Binary name = value.getBinary();
    if (!name.equals(databaseName)) {
      databaseName = name.copy();
      database =
          databases.computeIfAbsent(databaseName, id -> new DatabaseId(id.toStringUsingUTF8()));
    }
    block.databases[row] = database;
  }

  private void text(String name, TextColumn column) {
    each(
        name,
        (row, value) -> {
          if (value == null) {
            column.addNull();
          } else {
            byte[] text = value.getBinary().getBytesUnsafe();
            column.add(text, 0, text.length);
          }
        });
    column.trim();
  }

  private void number(String name, NumberColumn column) {
    each(
        name,
        (row, value) -> {
          if (value != null) {
            column.set(row, value.getDouble());
          }
        });
  }

  private void interaction(int row, ColumnReader value) {
    if (value != null) {
      byte[] text = value.getBinary().getBytesUnsafe();
      block.interactionKnown[row] = true;
      block.interactionHigh[row] =
          hex(text, 0, 8) << 32 | hex(text, 9, 13) << 16 | hex(text, 14, 18);
      block.interactionLow[row] = hex(text, 19, 23) << 48 | hex(text, 24, 36);
    }
  }

  private static long hex(byte[] text, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      bits = bits << 4 | Character.digit(text[i], 16);
    }
    return bits;
  }

  private void required(String name, Cell cell) {
    each(
        name,
        (row, value) -> {
          if (value == null) {
            throw new IllegalStateException("A row has no " + name + ", which every row needs.");
          }
          cell.set(row, value);
        });
  }

  /** Calls {@code cell} for each wanted row, with null where the column holds none. */
  private void each(String name, Cell cell) {
    if (!schema.containsField(name)) {
      for (int row = 0; row < block.rows(); row++) {
        cell.set(row, null);
      }
      return;
    }
    ColumnDescriptor descriptor = descriptor(name);
    ColumnReader column = columns.getColumnReader(descriptor);
    int present = descriptor.getMaxDefinitionLevel();
    int row = 0;
    int last = wanted.length();
    for (int i = 0; i < last; i++) {
      boolean known = column.getCurrentDefinitionLevel() == present;
      if (wanted.get(i)) {
        cell.set(row++, known ? column : null);
      } else if (known) {
        column.skip();
      }
      column.consume();
    }
  }

  private ColumnDescriptor descriptor(String name) {
    return schema.getColumnDescription(new String[] {name});
  }
}
