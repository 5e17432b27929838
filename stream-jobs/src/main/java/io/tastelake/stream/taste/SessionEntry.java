package io.tastelake.stream.taste;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An interaction of a session, as a key of state. */
record SessionEntry(SessionId session, InteractionId interaction) {

  static final ValueType<SessionEntry> TYPE = new ValueType<>(SessionEntry.class, new Serializer());

  /** The session, then 16 bytes. */
  static final class Serializer extends ValueSerializer<SessionEntry> {

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(SessionEntry entry, DataOutputView target) throws IOException {
      Wire.writeText(entry.session().value(), target);
      target.writeLong(entry.interaction().value().getMostSignificantBits());
      target.writeLong(entry.interaction().value().getLeastSignificantBits());
    }

    @Override
    public SessionEntry deserialize(DataInputView source) throws IOException {
      SessionId session = new SessionId(Wire.readText(source));
      return new SessionEntry(
          session, new InteractionId(new UUID(source.readLong(), source.readLong())));
    }

    @Override
    public TypeSerializerSnapshot<SessionEntry> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** A session and 16 bytes, for ever. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SessionEntry> {

    public Snapshot() {
      super(Serializer::new);
    }
  }
}
