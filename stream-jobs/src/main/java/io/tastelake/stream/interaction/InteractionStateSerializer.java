package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.InteractionState;
import io.tastelake.domain.interaction.InteractionState.Latest;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is known of one interaction, made of {@link LeanEvents#keyed} events: a version, a byte that
 * says which parts there are, and these parts.
 */
final class InteractionStateSerializer extends ValueSerializer<InteractionState> {

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
  public void serialize(InteractionState state, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    target.writeByte(parts(state));
    if (state.recorded() != null) {
      writeRecorded(state.recorded(), target);
    }
    if (state.item() != null) {
      Wire.writeText(state.item().value().value(), target);
      Wire.writeLong(state.item().setBy().offset(), target);
    }
    if (state.type() != null) {
      Wire.writeText(state.type().value(), target);
      Wire.writeLong(state.type().setBy().offset(), target);
    }
    if (state.timestamp() != null) {
      target.writeDouble(state.timestamp().value());
      Wire.writeLong(state.timestamp().setBy().offset(), target);
    }
    if (state.properties() != null) {
      Wire.writeText(state.properties().value(), target);
      Wire.writeLong(state.properties().setBy().offset(), target);
    }
    if (state.retracted() != null) {
      Wire.writeLong(state.retracted().offset(), target);
    }
  }

  private static int parts(InteractionState state) {
    boolean content = state.recorded() != null && state.recorded().event().item() != null;
    return (state.recorded() == null ? 0 : RECORDED)
        | (content ? CONTENT : 0)
        | (state.item() == null ? 0 : ITEM)
        | (state.type() == null ? 0 : TYPE)
        | (state.timestamp() == null ? 0 : TIMESTAMP)
        | (state.properties() == null ? 0 : PROPERTIES)
        | (state.retracted() == null ? 0 : RETRACTED);
  }

  private static void writeRecorded(LoggedEvent recorded, DataOutputView target)
      throws IOException {
    InteractionEvent event = recorded.event();
    Wire.writeLong(recorded.offset(), target);
    Wire.writeLong(event.acceptedAt(), target);
    if (event.item() != null) {
      Wire.writeText(event.item().value(), target);
      Wire.writeText(event.type(), target);
      target.writeDouble(event.timestamp());
      Wire.writeText(event.properties(), target);
    }
  }

  @Override
  public InteractionState deserialize(DataInputView source) throws IOException {
    int version = source.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("An interaction in the state is of the unknown version " + version);
    }
    int parts = source.readUnsignedByte();
    return new InteractionState(
        (parts & RECORDED) == 0 ? null : readRecorded((parts & CONTENT) != 0, source),
        (parts & ITEM) == 0
            ? null
            : latest(new ItemId(Wire.readText(source)), Wire.readLong(source)),
        (parts & TYPE) == 0 ? null : latest(Wire.readText(source), Wire.readLong(source)),
        (parts & TIMESTAMP) == 0 ? null : latest(source.readDouble(), Wire.readLong(source)),
        (parts & PROPERTIES) == 0 ? null : latest(Wire.readText(source), Wire.readLong(source)),
        (parts & RETRACTED) == 0 ? null : bare(Operation.RETRACT, Wire.readLong(source)));
  }

  private static <T> Latest<T> latest(T value, long offset) {
    return Latest.of(value, bare(Operation.AMEND, offset));
  }

  private static LoggedEvent readRecorded(boolean content, DataInputView source)
      throws IOException {
    long offset = Wire.readLong(source);
    long acceptedAt = Wire.readLong(source);
    return content
        ? event(
            Operation.RECORD,
            offset,
            new ItemId(Wire.readText(source)),
            Wire.readText(source),
            source.readDouble(),
            Wire.readText(source),
            acceptedAt)
        : event(Operation.RECORD, offset, null, null, null, null, acceptedAt);
  }

  private static LoggedEvent bare(Operation operation, long offset) {
    return event(operation, offset, null, null, null, null, 0);
  }

  private static LoggedEvent event(
      Operation operation,
      long offset,
      ItemId item,
      String type,
      Double timestamp,
      String properties,
      long acceptedAt) {
    return new LoggedEvent(
        0,
        offset,
        new InteractionEvent(
            null,
            null,
            operation,
            LeanEvents.OF_THE_KEY,
            item,
            type,
            timestamp,
            properties,
            null,
            null,
            acceptedAt));
  }

  @Override
  public TypeSerializerSnapshot<InteractionState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a version writes says itself which one it is. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<InteractionState> {

    public Snapshot() {
      super(InteractionStateSerializer::new);
    }
  }
}
