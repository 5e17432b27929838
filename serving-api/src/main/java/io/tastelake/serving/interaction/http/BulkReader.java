package io.tastelake.serving.interaction.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.BodyReader;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Timestamps;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Reads {@code {"interactions": [...]}} row by row into a batch.
 *
 * @param batches makes an empty batch
 */
record BulkReader(Supplier<Batch> batches) implements BodyReader<Batch> {

  @Override
  public Batch read(JsonParser parser) throws IOException {
    Batch batch = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean rows = parser.currentName().equals("interactions");
      JsonToken value = parser.nextToken();
      if (rows && value == JsonToken.START_ARRAY) {
        batch = readRows(parser);
      } else if (rows && value != JsonToken.VALUE_NULL) {
        throw missing();
      } else {
        parser.skipChildren();
      }
    }
    if (batch == null) {
      throw missing();
    }
    return batch;
  }

  private Batch readRows(JsonParser parser) throws IOException {
    Batch batch = batches.get();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      batch.add(RowReader.read(parser, Timestamps.UNIX_SECONDS));
    }
    return batch;
  }

  private static ApiException missing() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE,
        "The field interactions is missing: it must be a list of interactions.");
  }
}
