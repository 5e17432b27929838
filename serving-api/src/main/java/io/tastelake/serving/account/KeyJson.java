package io.tastelake.serving.account;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.store.ServiceKeysTable;
import java.io.IOException;
import java.time.Instant;

/** Keys of service accounts as JSON. */
final class KeyJson {

  private static final double MILLIS = 1e3;

  private KeyJson() {}

  /** Writes the members that describe a key. */
  static void writeMembers(JsonGenerator json, ServiceKeysTable.Row key, boolean expired)
      throws IOException {
    json.writeStringField("id", key.id());
    json.writeNumberField("created_timestamp", seconds(key.createdAt()));
    json.writeFieldName("expiration_timestamp");
    if (key.expiresAt().isPresent()) {
      json.writeNumber(seconds(key.expiresAt().get()));
    } else {
      json.writeNull();
    }
    json.writeBooleanField("is_expired", expired);
    json.writeFieldName("metadata");
    json.writeRawValue(key.metadata());
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / MILLIS;
  }
}
