package io.tastelake.lake.file;

import io.tastelake.lake.file.FileLayout.RowGroup;
import java.io.IOException;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.internal.filter2.columnindex.ColumnIndexStore;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;
import org.apache.parquet.io.InputFile;

/** Reads chosen pages of one open file whose layout is known already. Not thread-safe. */
final class PageReader implements AutoCloseable {

  private final FileLayout layout;
  private final Reader reader;

  PageReader(InputFile file, FileLayout layout, ParquetReadOptions options) throws IOException {
    this.layout = layout;
    this.reader = new Reader(file, layout, options);
  }

  /** The rows in {@code range} of the group's pages from {@code from} up to {@code to}. */
  RowBlock rows(RowGroup group, HashRange range, int from, int to) throws IOException {
    RowRanges rows = group.rows(range, from, to);
    if (rows.rowCount() == 0) {
      return RowBlock.EMPTY;
    }
    try (PageReadStore pages = reader.readFilteredRowGroup(group.ordinal(), rows)) {
      return RowDecoder.decoded(
          layout.schema(), layout.createdBy(), pages, group.firstRowIndex(), range);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      // all that was asked for has been read
    }
  }

  /** Parquet's reader, which would otherwise read the page indexes anew for every open file. */
  private static final class Reader extends ParquetFileReader {

    private final FileLayout layout;

    Reader(InputFile file, FileLayout layout, ParquetReadOptions options) throws IOException {
      super(file, layout.footer(), options, file.newStream());
      this.layout = layout;
    }

    @Override
    public ColumnIndexStore getColumnIndexStore(int group) {
      return layout.groups().get(group).indexes();
    }
  }
}
