package io.tastelake.bench.ingest;

import io.tastelake.contracts.lake.InteractionsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A lake's folder as the file system sees it. */
final class LakeFiles {

  private final Path table;

  private LakeFiles(Path table) {
    this.table = table;
  }

  static LakeFiles under(Path root) {
    return new LakeFiles(root.resolve(InteractionsTable.NAME));
  }

  /** Bytes of all Parquet files of rows. */
  long dataBytes() throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !table.relativize(file).startsWith("_delta_log"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  /** When each version was committed, by version. */
  NavigableMap<Long, Instant> commits() throws IOException {
    NavigableMap<Long, Instant> commits = new TreeMap<>();
    try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.matches("\\d{20}\\.json")) {
          commits.put(
              Long.parseLong(name.substring(0, 20)), Files.getLastModifiedTime(file).toInstant());
        }
      }
    }
    return commits;
  }
}
