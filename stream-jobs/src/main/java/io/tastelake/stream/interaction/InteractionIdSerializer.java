package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Ids as 16 bytes. */
public final class InteractionIdSerializer extends ValueSerializer<InteractionId> {

  private static final long serialVersionUID = 1L;

  public static final ValueType<InteractionId> TYPE =
      new ValueType<>(InteractionId.class, new InteractionIdSerializer());

  @Override
  public void serialize(InteractionId id, DataOutputView target) throws IOException {
    target.writeLong(id.value().getMostSignificantBits());
    target.writeLong(id.value().getLeastSignificantBits());
  }

  @Override
  public InteractionId deserialize(DataInputView source) throws IOException {
    return new InteractionId(new UUID(source.readLong(), source.readLong()));
  }

  @Override
  public TypeSerializerSnapshot<InteractionId> snapshotConfiguration() {
    return new Snapshot();
  }

  /** 16 bytes, for ever. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<InteractionId> {

    public Snapshot() {
      super(InteractionIdSerializer::new);
    }
  }
}
