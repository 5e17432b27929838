package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.http.Json;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.JsonId;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** Entries in JSON. */
final class EntryJson {

  private EntryJson() {}

  /**
   * Writes an entry with its id.
   *
   * @param only the properties that are wanted; all if it is empty
   */
  static void write(
      JsonGenerator json,
      Subject subject,
      IdTypes types,
      Catalogue.Shown entry,
      Collection<String> only)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName(subject.id());
    JsonId.write(json, subject.type(types), entry.id());
    for (Map.Entry<String, JsonNode> value : entry.values().entrySet()) {
      if (only.isEmpty() || only.contains(value.getKey())) {
        json.writeFieldName(value.getKey());
        Json.MAPPER.writeTree(json, value.getValue());
      }
    }
    json.writeEndObject();
  }
}
