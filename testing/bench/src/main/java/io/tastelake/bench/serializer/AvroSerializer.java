package io.tastelake.bench.serializer;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.domain.interaction.InteractionEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Avro's specific records, generated for the log, with the way from and to what jobs compute with.
 */
final class AvroSerializer extends SerializedEvents {

  private final EventCodec codec = new EventCodec();
  private final List<InteractionEvent> events;
  private final List<byte[]> written = new ArrayList<>();

  AvroSerializer(List<InteractionEvent> events) {
    super("Avro", events.size());
    this.events = events;
  }

  @Override
  long writeAll() {
    written.clear();
    long bytes = 0;
    for (InteractionEvent event : events) {
      byte[] one = codec.encode(event);
      written.add(one);
      bytes += one.length;
    }
    return bytes;
  }

  @Override
  int readAll() throws Exception {
    int read = 0;
    for (byte[] one : written) {
      read += codec.decode(one).actor().id().isEmpty() ? 0 : 1;
    }
    return read;
  }
}
