package io.tastelake.serving.interaction.http;

import com.fasterxml.jackson.core.JsonParser;
import io.tastelake.serving.http.BodyReader;
import io.tastelake.serving.http.RowsReader;
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
    return new RowsReader<>(Batch.FIELD, batches, BulkReader::add).read(parser);
  }

  private static void add(Batch batch, JsonParser parser) throws IOException {
    batch.add(RowReader.read(parser, Timestamps.UNIX_SECONDS));
  }
}
