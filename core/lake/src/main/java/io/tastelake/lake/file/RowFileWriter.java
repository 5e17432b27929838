package io.tastelake.lake.file;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.InteractionsTable.Column;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * Writes rows as sorted Parquet files with small pages, so that a reader decodes little besides
 * what it looks for. Thread-safe.
 */
public final class RowFileWriter {

  /** A point read decodes about this many rows per file. */
  static final int ROWS_PER_PAGE = 1_000;

  /** So that the rows per page decide, whatever the widths of the columns. */
  private static final int BYTES_PER_PAGE = 1 << 20;

  private static final long BYTES_PER_ROW_GROUP = 64L << 20;

  private final TableFolder folder;

  public RowFileWriter(TableFolder folder) {
    this.folder = folder;
  }

  /**
   * Writes {@code rows} as one file of a segment.
   *
   * @param segment the segment's folder, relative to the table's
   * @param rows at least one, in any order
   */
  public DataFile write(String segment, List<LoggedEvent> rows) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("A file needs at least one row.");
    }
    String path = segment + "/" + UUID.randomUUID() + ".zstd.parquet";
    HashedRow[] sorted = HashedRow.sorted(rows);
    try {
      write(folder.output(folder.locationOf(path)), sorted);
      return described(path, sorted);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The file " + folder.locationOf(path) + " cannot be written.", e);
    }
  }

  static void write(OutputFile file, HashedRow[] sorted) throws IOException {
    try (ParquetWriter<HashedRow> writer = new Builder(file).settings().build()) {
      for (HashedRow row : sorted) {
        writer.write(row);
      }
    }
  }

  private DataFile described(String path, HashedRow[] sorted) throws IOException {
    boolean recordsOnly = true;
    double minTimestamp = Double.NaN;
    double maxTimestamp = Double.NaN;
    for (HashedRow hashed : sorted) {
      InteractionEvent event = hashed.row().event();
      recordsOnly &= event.operation() == Operation.RECORD;
      double timestamp = ChangeColumns.timestampOf(event.change());
      if (!Double.isNaN(timestamp)) {
        minTimestamp = minTimestamp <= timestamp ? minTimestamp : timestamp;
        maxTimestamp = maxTimestamp >= timestamp ? maxTimestamp : timestamp;
      }
    }
    FileStatus written = folder.status(folder.locationOf(path));
    return new DataFile(
        path,
        written.getLen(),
        written.getModificationTime(),
        sorted.length,
        sorted[0].hash(),
        sorted[sorted.length - 1].hash(),
        recordsOnly,
        minTimestamp,
        maxTimestamp);
  }

  private static final class Builder extends ParquetWriter.Builder<HashedRow, Builder> {

    Builder(OutputFile file) {
      super(file);
    }

    Builder settings() {
      withConf(new PlainParquetConfiguration());
      withCompressionCodec(CompressionCodecName.ZSTD);
      withCodecFactory(PageCodecs.INSTANCE);
      withRowGroupSize(BYTES_PER_ROW_GROUP);
      withPageSize(BYTES_PER_PAGE);
      withPageRowCountLimit(ROWS_PER_PAGE);
      for (Column column : InteractionsTable.COLUMNS) {
        withDictionaryEncoding(column.name(), column.repetitive());
        withStatisticsEnabled(column.name(), isSearched(column));
      }
      return this;
    }

    /** Bounds of ids would find nothing, and would keep ids where no deletion looks for them. */
    private static boolean isSearched(Column column) {
      return switch (column.name()) {
        case InteractionsTable.ACTOR_HASH,
            InteractionsTable.LOG_PARTITION,
            InteractionsTable.LOG_OFFSET,
            InteractionsTable.OPERATION,
            InteractionsTable.TIMESTAMP ->
            true;
        default -> false;
      };
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, so it has to be there
    protected WriteSupport<HashedRow> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport();
    }

    @Override
    protected WriteSupport<HashedRow> getWriteSupport(ParquetConfiguration configuration) {
      return new RowWriteSupport();
    }
  }
}
