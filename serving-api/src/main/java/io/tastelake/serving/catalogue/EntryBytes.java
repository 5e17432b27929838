package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What entries of the catalogue take in memory, about. */
final class EntryBytes {

  private static final long NODE = 100;
  private static final long CHARACTER = 2;

  private EntryBytes() {}

  static long of(List<Catalogue.Shown> entries) {
    return entries.stream()
        .flatMap(entry -> entry.values().values().stream())
        .mapToLong(EntryBytes::of)
        .sum();
  }

  private static long of(JsonNode value) {
    long bytes = NODE + CHARACTER * value.asText().length();
    for (JsonNode child : value) {
      bytes += of(child);
    }
    return bytes;
  }
}
