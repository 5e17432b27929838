package io.tastelake.stream.history;

import io.tastelake.contracts.lake.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The position as JSON with its length, then the splits. */
final class HistoryPlanSerializer implements SimpleVersionedSerializer<HistoryPlan> {

  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(HistoryPlan plan) {
    byte[] position = plan.position().toJson().getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(
            Integer.BYTES
                + position.length
                + plan.unassigned().size() * HistorySplitSerializer.BYTES);
    buffer.putInt(position.length).put(position);
    plan.unassigned().forEach(split -> HistorySplitSerializer.write(split, buffer));
    return buffer.array();
  }

  @Override
  public HistoryPlan deserialize(int version, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte[] position = new byte[buffer.getInt()];
    buffer.get(position);
    List<HistorySplit> splits = new ArrayList<>();
    while (buffer.hasRemaining()) {
      splits.add(HistorySplitSerializer.read(buffer));
    }
    return new HistoryPlan(
        LogPosition.fromJson(new String(position, StandardCharsets.UTF_8)), splits);
  }
}
