package io.tastelake.stream.interaction;

import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** ActorTombstones: a version, the two times, the decisions. */
public final class ActorTombstonesSerializer extends ValueSerializer<ActorTombstones> {

  private static final long serialVersionUID = 1L;

  public static final ValueType<ActorTombstones> TYPE =
      new ValueType<>(ActorTombstones.class, new ActorTombstonesSerializer());

  private static final int VERSION = 1;

  @Override
  public void serialize(ActorTombstones tombstones, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    Wire.writeLong(tombstones.markedAt(), target);
    Wire.writeLong(tombstones.purgeAt(), target);
    LoggedChangeWire.writeAll(tombstones.decisions().changes(), target);
  }

  @Override
  public ActorTombstones deserialize(DataInputView source) throws IOException {
    int version = source.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("ActorTombstones in the state are of the unknown version " + version);
    }
    long markedAt = Wire.readLong(source);
    long purgeAt = Wire.readLong(source);
    return new ActorTombstones(
        new ActorDecisions(LoggedChangeWire.readAll(source)), markedAt, purgeAt);
  }

  @Override
  public TypeSerializerSnapshot<ActorTombstones> snapshotConfiguration() {
    return new MarksSerializer.Snapshot();
  }
}
