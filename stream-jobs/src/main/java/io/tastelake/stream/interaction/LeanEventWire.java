package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes events without database, actor and partition, which the key of their state or the message
 * around them says.
 */
final class LeanEventWire {

  /** An operation's code is its place here, for ever. */
  private static final List<Operation> CODES =
      List.of(
          Operation.RECORD,
          Operation.AMEND,
          Operation.RETRACT,
          Operation.RESOLVE,
          Operation.FORGET,
          Operation.RATE,
          Operation.UNRATE);

  private static final int INTERACTION = 1;
  private static final int ITEM = 1 << 1;
  private static final int TYPE = 1 << 2;
  private static final int TIMESTAMP = 1 << 3;
  private static final int PROPERTIES = 1 << 4;
  private static final int RATING = 1 << 5;
  private static final int USER = 1 << 6;

  private LeanEventWire() {}

  static void writeAll(List<LoggedEvent> events, DataOutputView target) throws IOException {
    Wire.writeInt(events.size(), target);
    for (LoggedEvent event : events) {
      write(event, target);
    }
  }

  static List<LoggedEvent> readAll(DataInputView source) throws IOException {
    List<LoggedEvent> events = new ArrayList<>();
    for (int left = Wire.readInt(source); left > 0; left--) {
      events.add(read(source));
    }
    return events;
  }

  static void write(LoggedEvent logged, DataOutputView target) throws IOException {
    InteractionEvent event = logged.event();
    Wire.writeLong(logged.offset(), target);
    target.writeByte(CODES.indexOf(event.operation()));
    target.writeByte(parts(event));
    Wire.writeLong(event.acceptedAt(), target);
    if (event.interaction() != null) {
      target.writeLong(event.interaction().value().getMostSignificantBits());
      target.writeLong(event.interaction().value().getLeastSignificantBits());
    }
    if (event.item() != null) {
      Wire.writeText(event.item().value(), target);
    }
    if (event.type() != null) {
      Wire.writeText(event.type(), target);
    }
    if (event.timestamp() != null) {
      target.writeDouble(event.timestamp());
    }
    if (event.properties() != null) {
      Wire.writeText(event.properties(), target);
    }
    if (event.rating() != null) {
      target.writeDouble(event.rating());
    }
    if (event.user() != null) {
      Wire.writeText(event.user().value(), target);
    }
  }

  private static int parts(InteractionEvent event) {
    return (event.interaction() == null ? 0 : INTERACTION)
        | (event.item() == null ? 0 : ITEM)
        | (event.type() == null ? 0 : TYPE)
        | (event.timestamp() == null ? 0 : TIMESTAMP)
        | (event.properties() == null ? 0 : PROPERTIES)
        | (event.rating() == null ? 0 : RATING)
        | (event.user() == null ? 0 : USER);
  }

  static LoggedEvent read(DataInputView source) throws IOException {
    long offset = Wire.readLong(source);
    Operation operation = CODES.get(source.readByte());
    int parts = source.readByte();
    long acceptedAt = Wire.readLong(source);
    return new LoggedEvent(
        0,
        offset,
        new InteractionEvent(
            null,
            null,
            operation,
            (parts & INTERACTION) == 0
                ? null
                : new InteractionId(new UUID(source.readLong(), source.readLong())),
            (parts & ITEM) == 0 ? null : new ItemId(Wire.readText(source)),
            (parts & TYPE) == 0 ? null : Wire.readText(source),
            (parts & TIMESTAMP) == 0 ? null : (Double) source.readDouble(),
            (parts & PROPERTIES) == 0 ? null : Wire.readText(source),
            (parts & RATING) == 0 ? null : (Double) source.readDouble(),
            (parts & USER) == 0 ? null : new UserId(Wire.readText(source)),
            acceptedAt));
  }
}
