package io.tastelake.stream.taste;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Updates in the sink's state. */
final class HeldUpdateSerializer implements SimpleVersionedSerializer<TasteUpdate> {

  private static final int VERSION = 1;
  private static final int TYPICAL_BYTES = 1024;

  private final TasteUpdateSerializer updates = new TasteUpdateSerializer();

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(TasteUpdate update) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(TYPICAL_BYTES);
    updates.serialize(update, out);
    return out.getCopyOfBuffer();
  }

  @Override
  public TasteUpdate deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("An update in the state is of the unknown version " + version);
    }
    return updates.deserialize(new DataInputDeserializer(bytes));
  }
}
