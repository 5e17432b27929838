package io.tastelake.stream.log;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.log.SourceRecord.DeadLetter;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Records between tasks. Partition, first, offset, a tag, then the event as the log writes it
 * (which names its own schema version) or the dead letter with the database of its key. In the
 * usual job all is chained and no record is ever written.
 */
final class SourceRecordSerializer extends ValueSerializer<SourceRecord> {

  private static final long serialVersionUID = 1L;

  private static final byte ROW = 0;
  private static final byte DEAD_LETTER = 1;
  private static final byte DEAD_LETTER_WITHOUT_VALUE = 2;

  private transient EventCodec codec;

  @Override
  public void serialize(SourceRecord record, DataOutputView target) throws IOException {
    target.writeInt(record.partition());
    target.writeLong(record.first());
    target.writeLong(record.offset());
    if (record.row().isPresent()) {
      target.writeByte(ROW);
      writeBytes(codec().encode(record.row().get().event()), target);
    } else {
      writeDeadLetter(record.deadLetter().orElseThrow(), target);
    }
  }

  @Override
  public SourceRecord deserialize(DataInputView source) throws IOException {
    int partition = source.readInt();
    long first = source.readLong();
    long offset = source.readLong();
    byte tag = source.readByte();
    if (tag == ROW) {
      return new SourceRecord(partition, first, offset, readRow(partition, offset, source), null);
    }
    byte[] value = tag == DEAD_LETTER_WITHOUT_VALUE ? null : readBytes(source);
    String reason = StringValue.readString(source);
    DeadLetter letter = new DeadLetter(readDatabase(source), value, reason);
    return new SourceRecord(partition, first, offset, null, letter);
  }

  private static void writeDeadLetter(DeadLetter letter, DataOutputView target) throws IOException {
    target.writeByte(letter.value() == null ? DEAD_LETTER_WITHOUT_VALUE : DEAD_LETTER);
    if (letter.value() != null) {
      writeBytes(letter.value(), target);
    }
    StringValue.writeString(letter.reason(), target);
    StringValue.writeString(letter.database().map(DatabaseId::value).orElse(null), target);
  }

  private static DatabaseId readDatabase(DataInputView source) throws IOException {
    String database = StringValue.readString(source);
    return database == null ? null : new DatabaseId(database);
  }

  private LoggedEvent readRow(int partition, long offset, DataInputView source) throws IOException {
    try {
      return new LoggedEvent(partition, offset, codec().decode(readBytes(source)));
    } catch (UndecodableEventException e) {
      throw new IOException("A record between two tasks is damaged.", e);
    }
  }

  private static void writeBytes(byte[] bytes, DataOutputView target) throws IOException {
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  private static byte[] readBytes(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return bytes;
  }

  private EventCodec codec() {
    if (codec == null) {
      codec = new EventCodec();
    }
    return codec;
  }

  @Override
  public TypeSerializerSnapshot<SourceRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version of the format; compatible with itself alone. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceRecord> {

    public Snapshot() {
      super(SourceRecordSerializer::new);
    }
  }
}
