package io.tastelake.stream.taste;

import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import io.tastelake.stream.interaction.InteractionWire;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What an interaction of a session says.
 *
 * @param since when the session became the user's, Unix microseconds
 */
record SessionContent(long since, InteractionContent interaction) {

  static final ValueType<SessionContent> TYPE =
      new ValueType<>(SessionContent.class, new Serializer());

  /** A version, since when, then what the interaction says. Version 1 does not know since when. */
  static final class Serializer extends ValueSerializer<SessionContent> {

    private static final long serialVersionUID = 1L;

    private static final int VERSION = 2;
    private static final int WITHOUT_TIME = 1;

    @Override
    public void serialize(SessionContent content, DataOutputView target) throws IOException {
      target.writeByte(VERSION);
      target.writeLong(content.since());
      InteractionWire.write(content.interaction(), target);
    }

    @Override
    public SessionContent deserialize(DataInputView source) throws IOException {
      int version = source.readUnsignedByte();
      return switch (version) {
        case VERSION -> new SessionContent(source.readLong(), InteractionWire.read(source));
        case WITHOUT_TIME -> new SessionContent(Long.MAX_VALUE, InteractionWire.read(source));
        default ->
            throw new IOException(
                "An interaction in the state is of the unknown version " + version);
      };
    }

    @Override
    public TypeSerializerSnapshot<SessionContent> snapshotConfiguration() {
      return new KeptUser.Snapshot();
    }
  }
}
