package io.tastelake.stream.interaction;

import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Marks: a version, the two times, the decisions. */
public final class MarksSerializer extends ValueSerializer<Marks> {

  private static final long serialVersionUID = 1L;

  public static final ValueType<Marks> TYPE = new ValueType<>(Marks.class, new MarksSerializer());

  private static final int VERSION = 1;

  @Override
  public void serialize(Marks marks, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    Wire.writeLong(marks.markedAt(), target);
    Wire.writeLong(marks.purgeAt(), target);
    LeanEventWire.writeAll(marks.decisions().events(), target);
  }

  @Override
  public Marks deserialize(DataInputView source) throws IOException {
    int version = source.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("Marks in the state are of the unknown version " + version);
    }
    long markedAt = Wire.readLong(source);
    long purgeAt = Wire.readLong(source);
    return new Marks(new ActorDecisions(LeanEventWire.readAll(source)), markedAt, purgeAt);
  }

  @Override
  public TypeSerializerSnapshot<Marks> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a version writes says itself which one it is. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Marks> {

    public Snapshot() {
      super(MarksSerializer::new);
    }
  }
}
