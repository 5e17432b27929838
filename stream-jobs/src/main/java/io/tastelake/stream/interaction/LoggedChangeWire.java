package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes changes; whose history they change the key of their state or the message around says. */
final class LoggedChangeWire {

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

  private LoggedChangeWire() {}

  static void writeAll(List<LoggedChange> events, DataOutputView target) throws IOException {
    Wire.writeInt(events.size(), target);
    for (LoggedChange event : events) {
      write(event, target);
    }
  }

  static List<LoggedChange> readAll(DataInputView source) throws IOException {
    List<LoggedChange> events = new ArrayList<>();
    for (int left = Wire.readInt(source); left > 0; left--) {
      events.add(read(source));
    }
    return events;
  }

  static void write(LoggedChange logged, DataOutputView target) throws IOException {
    ChangeColumns change = ChangeColumns.of(logged.change());
    Wire.writeLong(logged.offset(), target);
    target.writeByte(CODES.indexOf(change.operation()));
    target.writeByte(parts(change));
    Wire.writeLong(logged.acceptedAt(), target);
    if (change.interaction() != null) {
      target.writeLong(change.interaction().value().getMostSignificantBits());
      target.writeLong(change.interaction().value().getLeastSignificantBits());
    }
    if (change.item() != null) {
      Wire.writeText(change.item().value(), target);
    }
    if (change.type() != null) {
      Wire.writeText(change.type(), target);
    }
    if (change.timestamp() != null) {
      target.writeDouble(change.timestamp());
    }
    if (change.properties() != null) {
      Wire.writeText(change.properties(), target);
    }
    if (change.rating() != null) {
      target.writeDouble(change.rating());
    }
    if (change.user() != null) {
      Wire.writeText(change.user().value(), target);
    }
  }

  private static int parts(ChangeColumns change) {
    return (change.interaction() == null ? 0 : INTERACTION)
        | (change.item() == null ? 0 : ITEM)
        | (change.type() == null ? 0 : TYPE)
        | (change.timestamp() == null ? 0 : TIMESTAMP)
        | (change.properties() == null ? 0 : PROPERTIES)
        | (change.rating() == null ? 0 : RATING)
        | (change.user() == null ? 0 : USER);
  }

  static LoggedChange read(DataInputView source) throws IOException {
    long offset = Wire.readLong(source);
    Operation operation = CODES.get(source.readByte());
    int parts = source.readByte();
    long acceptedAt = Wire.readLong(source);
    ChangeColumns change =
        new ChangeColumns(
            operation,
            (parts & INTERACTION) == 0
                ? null
                : new InteractionId(new UUID(source.readLong(), source.readLong())),
            (parts & ITEM) == 0 ? null : SharedIds.item(Wire.readText(source)),
            (parts & TYPE) == 0 ? null : SharedIds.type(Wire.readText(source)),
            (parts & TIMESTAMP) == 0 ? null : (Double) source.readDouble(),
            (parts & PROPERTIES) == 0 ? null : Wire.readText(source),
            (parts & RATING) == 0 ? null : (Double) source.readDouble(),
            (parts & USER) == 0 ? null : new UserId(Wire.readText(source)));
    return new LoggedChange(offset, acceptedAt, change.change());
  }
}
