package io.tastelake.lake.file;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.RowOrder;
import io.tastelake.domain.interaction.LoggedEvent;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;

/** Writes a file of several row groups of several pages each, as another writer may leave one. */
public final class RowGroupsFile {

  /** Rows of a page; parquet looks at the size of a row group about as often. */
  static final int ROWS_PER_PAGE = 100;

  private static final int ROWS_PER_GROUP = 700;

  /** Whether pages can be told apart by their hashes. */
  public enum PageIndexes {
    WRITTEN,
    LEFT_OUT
  }

  private RowGroupsFile() {}

  /**
   * Writes {@code rows} in their order.
   *
   * @param path relative to the table's folder
   */
  public static DataFile write(
      TableFolder folder, String path, PageIndexes indexes, List<LoggedEvent> rows)
      throws IOException {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    String location = folder.locationOf(path);
    try (ParquetWriter<HashedRow> writer = new Builder(folder.output(location), indexes).build()) {
      for (LoggedEvent row : rows) {
        long hash = RowOrder.hash(row);
        min = Math.min(min, hash);
        max = Math.max(max, hash);
        writer.write(new HashedRow(hash, row));
      }
    }
    return new DataFile(
        path,
        folder.status(location).getLen(),
        folder.status(location).getModificationTime(),
        rows.size(),
        min,
        max,
        false,
        Double.NaN,
        Double.NaN);
  }

  private static final class Builder extends ParquetWriter.Builder<HashedRow, Builder> {

    Builder(OutputFile file, PageIndexes indexes) {
      super(file);
      withConf(new PlainParquetConfiguration());
      withCodecFactory(PageCodecs.INSTANCE);
      withPageRowCountLimit(ROWS_PER_PAGE);
      withRowGroupRowCountLimit(ROWS_PER_GROUP);
      withStatisticsEnabled(InteractionsTable.ACTOR_HASH, indexes == PageIndexes.WRITTEN);
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
