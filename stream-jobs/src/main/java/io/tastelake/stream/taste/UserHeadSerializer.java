package io.tastelake.stream.taste;

import io.tastelake.domain.taste.Revision;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import io.tastelake.stream.engine.Wire;
import io.tastelake.stream.interaction.ActorTombstones;
import io.tastelake.stream.interaction.ActorTombstonesSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A version, the numbers, and the tombstones if there are any. Version 1 does not know since when a
 * change waits.
 */
final class UserHeadSerializer extends ValueSerializer<UserHead> {

  private static final long serialVersionUID = 1L;

  static final ValueType<UserHead> TYPE = new ValueType<>(UserHead.class, new UserHeadSerializer());

  private static final int VERSION = 2;
  private static final int WITHOUT_CHANGE = 1;
  private static final int WAITING = 1;
  private static final int MARKED = 1 << 1;

  private final ActorTombstonesSerializer tombstones = new ActorTombstonesSerializer();

  @Override
  public void serialize(UserHead head, DataOutputView target) throws IOException {
    boolean marked = !head.tombstones().equals(ActorTombstones.NONE);
    target.writeByte(VERSION);
    target.writeByte((head.waiting() ? WAITING : 0) | (marked ? MARKED : 0));
    Wire.writeLong(head.revision().generation(), target);
    Wire.writeLong(head.revision().number(), target);
    Wire.writeLong(head.flushAt(), target);
    Wire.writeLong(head.changedAt(), target);
    if (marked) {
      tombstones.serialize(head.tombstones(), target);
    }
  }

  @Override
  public UserHead deserialize(DataInputView source) throws IOException {
    int version = source.readUnsignedByte();
    if (version != VERSION && version != WITHOUT_CHANGE) {
      throw new IOException("A user in the state is of the unknown version " + version);
    }
    int flags = source.readByte();
    Revision revision = new Revision(Wire.readLong(source), Wire.readLong(source));
    long flushAt = Wire.readLong(source);
    long changedAt = version == WITHOUT_CHANGE ? 0 : Wire.readLong(source);
    return new UserHead(
        revision,
        flushAt,
        changedAt,
        (flags & WAITING) != 0,
        (flags & MARKED) == 0 ? ActorTombstones.NONE : tombstones.deserialize(source));
  }

  @Override
  public TypeSerializerSnapshot<UserHead> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a version writes says itself which one it is. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<UserHead> {

    public Snapshot() {
      super(UserHeadSerializer::new);
    }
  }
}
