package io.tastelake.stream.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Four numbers. */
final class HistorySplitSerializer implements SimpleVersionedSerializer<HistorySplit> {

  static final int BYTES = 4 * Long.BYTES;

  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(HistorySplit split) {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    write(split, buffer);
    return buffer.array();
  }

  @Override
  public HistorySplit deserialize(int version, byte[] bytes) throws IOException {
    return read(ByteBuffer.wrap(bytes));
  }

  static void write(HistorySplit split, ByteBuffer buffer) {
    buffer
        .putLong(split.version())
        .putLong(split.firstHash())
        .putLong(split.lastHash())
        .putLong(split.passed());
  }

  static HistorySplit read(ByteBuffer buffer) {
    return new HistorySplit(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }
}
