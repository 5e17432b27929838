package io.tastelake.batch.compaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.LocalInputFile;

/** The hashes of a file in the order of its rows, as lies on disk. */
record FileHashes(List<Long> hashes, long rowsPerPage) {

  /** By their first hash. */
  static List<FileHashes> of(List<String> files) {
    List<FileHashes> all = new ArrayList<>();
    for (String file : files) {
      try {
        all.add(of(Path.of(URI.create(file))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    all.sort(Comparator.comparingLong(FileHashes::first));
    return all;
  }

  long first() {
    return hashes.get(0);
  }

  long last() {
    return hashes.get(hashes.size() - 1);
  }

  private static FileHashes of(Path file) throws IOException {
    List<Long> hashes = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        hashes.add(row.getLong("actor_hash", 0));
      }
    }
    return new FileHashes(hashes, maxPageSize(file));
  }

  private static long maxPageSize(Path file) throws IOException {
    long largest = 0;
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        var pages = group.getPageReader(reader.getFileMetaData().getSchema().getColumns().get(0));
        for (DataPage page = pages.readPage(); page != null; page = pages.readPage()) {
          largest = Math.max(largest, page.getValueCount());
        }
      }
    }
    return largest;
  }
}
