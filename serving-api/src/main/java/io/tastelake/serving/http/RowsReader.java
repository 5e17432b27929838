package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Reads an object with one list, row by row.
 *
 * @param field the list's name
 * @param batches makes an empty batch
 * @param rows adds the row at the parser's current token to a batch
 */
public record RowsReader<B>(String field, Supplier<B> batches, RowAdder<B> rows)
    implements BodyReader<B> {

  /** Adds the row at the parser's current token to a batch, and leaves the parser at its end. */
  @FunctionalInterface
  public interface RowAdder<B> {
    void add(B batch, JsonParser parser) throws IOException;
  }

  @Override
  public B read(JsonParser parser) throws IOException {
    B batch = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean list = parser.currentName().equals(field);
      JsonToken value = parser.nextToken();
      if (list && batch != null) {
        throw twice();
      } else if (list && value == JsonToken.START_ARRAY) {
        batch = readRows(parser);
      } else if (list && value != JsonToken.VALUE_NULL) {
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

  private B readRows(JsonParser parser) throws IOException {
    B batch = batches.get();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      rows.add(batch, parser);
    }
    return batch;
  }

  /** One of the two would be lost. */
  private ApiException twice() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE, "The field %s appears twice: send it once.".formatted(field));
  }

  private ApiException missing() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE,
        "The field %s is missing: it must be a list of %s.".formatted(field, field));
  }
}
