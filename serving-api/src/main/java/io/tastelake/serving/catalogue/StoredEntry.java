package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.serving.http.Json;
import io.tastelake.store.CatalogueEntriesTable;

/** Entries as the online store has them. */
final class StoredEntry {

  private static final ObjectReader EXACT =
      Json.MAPPER
          .readerFor(ObjectNode.class)
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private StoredEntry() {}

  /** Values by slot. */
  static ObjectNode parsed(CatalogueEntriesTable.Row row) {
    try {
      return EXACT.readValue(row.properties().orElseThrow());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is stored is JSON", e);
    }
  }
}
