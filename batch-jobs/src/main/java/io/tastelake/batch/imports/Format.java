package io.tastelake.batch.imports;

import java.util.Locale;
import java.util.Optional;

/** How a source is written; whether it is also compressed, its first bytes say. */
enum Format {
  CSV,
  JSONL,
  PARQUET;

  /** The format that a file's name promises. */
  static Optional<Format> ofName(String name) {
    String plain = Packing.plainName(name).toLowerCase(Locale.ROOT);
    return switch (plain.substring(plain.lastIndexOf('.') + 1)) {
      case "csv", "tsv" -> Optional.of(CSV);
      case "jsonl", "ndjson", "json" -> Optional.of(JSONL);
      case "parquet" -> Optional.of(PARQUET);
      default -> Optional.empty();
    };
  }
}
