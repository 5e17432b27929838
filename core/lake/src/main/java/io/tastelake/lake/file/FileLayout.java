package io.tastelake.lake.file;

import io.tastelake.contracts.lake.InteractionsTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.filter2.columnindex.ColumnIndexStore;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/** Where what lies in a file: its footer and its page indexes, read once. Immutable. */
final class FileLayout {

  private static final int PAGES_PER_BATCH = 8;

  /** Pages of one hash beyond which a batch ends all the same. */
  private static final int MAX_PAGES = 64;

  private static final ColumnPath HASH = ColumnPath.get(InteractionsTable.ACTOR_HASH);

  private final ParquetMetadata footer;
  private final List<RowGroup> groups;

  private FileLayout(ParquetMetadata footer, List<RowGroup> groups) {
    this.footer = footer;
    this.groups = groups;
  }

  static FileLayout of(InputFile file, ParquetReadOptions options) throws IOException {
    try (ParquetFileReader reader = new ParquetFileReader(file, options)) {
      ParquetMetadata footer = reader.getFooter();
      List<RowGroup> groups = new ArrayList<>();
      long firstRowIndex = 0;
      for (BlockMetaData block : footer.getBlocks()) {
        groups.add(RowGroup.of(reader, block, groups.size(), firstRowIndex));
        firstRowIndex += block.getRowCount();
      }
      return new FileLayout(footer, List.copyOf(groups));
    }
  }

  ParquetMetadata footer() {
    return footer;
  }

  List<RowGroup> groups() {
    return groups;
  }

  MessageType schema() {
    return footer.getFileMetaData().getSchema();
  }

  String createdBy() {
    return footer.getFileMetaData().getCreatedBy();
  }

  /** About how much memory it takes. */
  long bytes() {
    long bytes = 4_096;
    for (RowGroup group : groups) {
      bytes += 2_048 + 32L * group.pages() * schema().getFieldCount();
    }
    return bytes;
  }

  /** One row group and the pages of its column of hashes. */
  static final class RowGroup {

    private final int ordinal;
    private final long firstRowIndex;
    private final long rows;
    private final long[] min;
    private final long[] max;
    private final OffsetIndex hashPages;
    private final ColumnIndexStore indexes;
    private final boolean sorted;

    private RowGroup(
        int ordinal,
        long firstRowIndex,
        long rows,
        long[] min,
        long[] max,
        OffsetIndex hashPages,
        ColumnIndexStore indexes) {
      this.ordinal = ordinal;
      this.firstRowIndex = firstRowIndex;
      this.rows = rows;
      this.min = min;
      this.max = max;
      this.hashPages = hashPages;
      this.indexes = indexes;
      this.sorted = IntStream.range(1, min.length).allMatch(page -> max[page - 1] <= min[page]);
    }

    static RowGroup of(
        ParquetFileReader reader, BlockMetaData block, int ordinal, long firstRowIndex)
        throws IOException {
      Map<ColumnPath, OffsetIndex> offsets = new HashMap<>();
      ColumnIndex hashes = null;
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        OffsetIndex offset = reader.readOffsetIndex(chunk);
        if (offset != null) {
          offsets.put(chunk.getPath(), offset);
        }
        if (chunk.getPath().equals(HASH)) {
          hashes = reader.readColumnIndex(chunk);
        }
      }
      boolean indexed = hashes != null && offsets.size() == block.getColumns().size();
      return new RowGroup(
          ordinal,
          firstRowIndex,
          block.getRowCount(),
          indexed ? longs(hashes.getMinValues()) : new long[] {Long.MIN_VALUE},
          indexed ? longs(hashes.getMaxValues()) : new long[] {Long.MAX_VALUE},
          indexed ? offsets.get(HASH) : null,
          new Offsets(offsets));
    }

    int ordinal() {
      return ordinal;
    }

    long firstRowIndex() {
      return firstRowIndex;
    }

    ColumnIndexStore indexes() {
      return indexes;
    }

    int pages() {
      return min.length;
    }

    /** Whether a page may hold such a hash. */
    boolean meets(HashRange range) {
      return IntStream.range(0, pages()).anyMatch(page -> meets(range, page));
    }

    /** The first page to read for {@code range}. */
    int firstPage(HashRange range) {
      int page = 0;
      while (sorted && page < pages() && max[page] < range.first()) {
        page++;
      }
      return page;
    }

    /**
     * Where a batch from page {@code from} ends: no later page holds a hash of the batch's, unless
     * the hash fills very many pages. Those are taken to be in order among themselves, as every
     * writer of ours leaves them, so that no single actor fills the memory.
     */
    int batchEnd(int from) {
      int end = sorted ? Math.min(from + PAGES_PER_BATCH, pages()) : pages();
      while (end < pages() && end - from < MAX_PAGES && min[end] == max[end - 1]) {
        end++;
      }
      return end;
    }

    /**
     * Where batches begin, and after the last its end. They are the same for every reader, so that
     * one finds what another read.
     */
    int[] batches() {
      IntStream.Builder bounds = IntStream.builder().add(0);
      for (int end = batchEnd(0); end < pages(); end = batchEnd(end)) {
        bounds.add(end);
      }
      return bounds.add(pages()).build().toArray();
    }

    /** Whether its pages are known, and none holds a lower hash than the one before. */
    boolean hasSortedPages() {
      return sorted && hashPages != null;
    }

    private boolean meets(HashRange range, int page) {
      return range.meets(min[page], max[page]);
    }

    /** The rows of those pages from {@code from} up to {@code to} that may hold such a hash. */
    RowRanges rows(HashRange range, int from, int to) {
      if (hashPages == null) {
        return RowRanges.createSingle(rows);
      }
      return RowRanges.create(
          rows, IntStream.range(from, to).filter(page -> meets(range, page)).iterator(), hashPages);
    }

    private static long[] longs(List<ByteBuffer> bounds) {
      return bounds.stream()
          .mapToLong(bound -> bound.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong())
          .toArray();
    }
  }

  private record Offsets(Map<ColumnPath, OffsetIndex> offsets) implements ColumnIndexStore {

    @Override
    public ColumnIndex getColumnIndex(ColumnPath column) {
      return null;
    }

    @Override
    public OffsetIndex getOffsetIndex(ColumnPath column) {
      OffsetIndex offset = offsets.get(column);
      if (offset == null) {
        throw new MissingOffsetIndexException(column);
      }
      return offset;
    }
  }
}
