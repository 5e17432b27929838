package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.interaction.InteractionState;
import io.tastelake.domain.interaction.InteractionState.Amendments;
import io.tastelake.domain.interaction.InteractionState.Latest;
import io.tastelake.domain.interaction.InteractionState.Recording;
import io.tastelake.domain.interaction.Stamp;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is known of one interaction: a version, a byte that says which parts there are, and these
 * parts.
 */
final class InteractionStateSerializer
    extends ValueSerializer<InteractionState<InteractionContent>> {

  private static final long serialVersionUID = 1L;

  private static final int VERSION = 1;
  private static final int RECORDED = 1;
  private static final int CONTENT = 1 << 1;
  private static final int ITEM = 1 << 2;
  private static final int TYPE = 1 << 3;
  private static final int TIMESTAMP = 1 << 4;
  private static final int PROPERTIES = 1 << 5;
  private static final int RETRACTED = 1 << 6;

  @Override
  public void serialize(InteractionState<InteractionContent> state, DataOutputView target)
      throws IOException {
    target.writeByte(VERSION);
    target.writeByte(parts(state));
    if (state.recorded() != null) {
      writeRecorded(state.recorded(), target);
    }
    writeAmendments(state.amendments(), target);
    if (state.retracted() != null) {
      Wire.writeLong(state.retracted().offset(), target);
    }
  }

  private static int parts(InteractionState<InteractionContent> state) {
    boolean content = state.recorded() != null && state.recorded().content().isPresent();
    Amendments amendments = state.amendments();
    return (state.recorded() == null ? 0 : RECORDED)
        | (content ? CONTENT : 0)
        | (amendments.item() == null ? 0 : ITEM)
        | (amendments.type() == null ? 0 : TYPE)
        | (amendments.timestamp() == null ? 0 : TIMESTAMP)
        | (amendments.properties() == null ? 0 : PROPERTIES)
        | (state.retracted() == null ? 0 : RETRACTED);
  }

  private static void writeRecorded(Recording<InteractionContent> recorded, DataOutputView target)
      throws IOException {
    Wire.writeLong(recorded.at().offset(), target);
    Wire.writeLong(recorded.at().acceptedAt(), target);
    if (recorded.content().isPresent()) {
      InteractionWire.write(recorded.content().get(), target);
    }
  }

  private static void writeAmendments(Amendments amendments, DataOutputView target)
      throws IOException {
    if (amendments.item() != null) {
      Wire.writeText(amendments.item().value().value(), target);
      Wire.writeLong(amendments.item().setBy().offset(), target);
    }
    if (amendments.type() != null) {
      Wire.writeText(amendments.type().value(), target);
      Wire.writeLong(amendments.type().setBy().offset(), target);
    }
    if (amendments.timestamp() != null) {
      target.writeDouble(amendments.timestamp().value());
      Wire.writeLong(amendments.timestamp().setBy().offset(), target);
    }
    if (amendments.properties() != null) {
      Wire.writeText(amendments.properties().value(), target);
      Wire.writeLong(amendments.properties().setBy().offset(), target);
    }
  }

  @Override
  public InteractionState<InteractionContent> deserialize(DataInputView source) throws IOException {
    int version = source.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("An interaction in the state is of the unknown version " + version);
    }
    int parts = source.readUnsignedByte();
    return new InteractionState<>(
        (parts & RECORDED) == 0 ? null : readRecorded((parts & CONTENT) != 0, source),
        readAmendments(parts, source),
        (parts & RETRACTED) == 0 ? null : readOffset(source));
  }

  private static Recording<InteractionContent> readRecorded(boolean content, DataInputView source)
      throws IOException {
    Stamp at = new Stamp(Wire.readLong(source), Wire.readLong(source));
    return new Recording<>(
        at, content ? Optional.of(InteractionWire.read(source)) : Optional.empty());
  }

  private static Amendments readAmendments(int parts, DataInputView source) throws IOException {
    if ((parts & (ITEM | TYPE | TIMESTAMP | PROPERTIES)) == 0) {
      return Amendments.NONE;
    }
    return new Amendments(
        (parts & ITEM) == 0
            ? null
            : new Latest<>(new ItemId(Wire.readText(source)), readOffset(source)),
        (parts & TYPE) == 0 ? null : new Latest<>(Wire.readText(source), readOffset(source)),
        (parts & TIMESTAMP) == 0 ? null : new Latest<>(source.readDouble(), readOffset(source)),
        (parts & PROPERTIES) == 0 ? null : new Latest<>(Wire.readText(source), readOffset(source)));
  }

  /** Of an AMEND or RETRACT the offset is kept alone: nothing here asks when it was accepted. */
  private static Stamp readOffset(DataInputView source) throws IOException {
    return new Stamp(Wire.readLong(source), 0);
  }

  @Override
  public TypeSerializerSnapshot<InteractionState<InteractionContent>> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a version writes says itself which one it is. */
  public static final class Snapshot
      extends SimpleTypeSerializerSnapshot<InteractionState<InteractionContent>> {

    public Snapshot() {
      super(InteractionStateSerializer::new);
    }
  }
}
