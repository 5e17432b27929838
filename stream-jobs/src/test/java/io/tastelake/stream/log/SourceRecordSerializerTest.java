package io.tastelake.stream.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.stream.log.SourceRecord.DeadLetter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SourceRecordSerializerTest {

  private static final DatabaseId DATABASE = SampleEvents.event(0).database();

  private final TypeSerializer<SourceRecord> serializer =
      SourceRecord.TYPE.createSerializer(new SerializerConfigImpl());

  @Property(tries = 200)
  void aRowComesBackAsItWas(
      @ForAll @LongRange(min = 0, max = 1L << 30) long number, @ForAll @IntRange(max = 9) int gap)
      throws IOException {
    SourceRecord record =
        SourceRecord.decoded(3, number + gap, SampleEvents.event(number)).continuing(number);
    SourceRecord back = roundTrip(record);
    assertThat(back.row()).isEqualTo(record.row());
    assertThat(back.first()).isEqualTo(number);
    assertThat(back.next()).isEqualTo(number + gap + 1);
    assertThat(back.deadLetter()).isEmpty();
  }

  @Property(tries = 200)
  void aDeadLetterComesBackAsItWas(@ForAll byte[] value, @ForAll String reason) throws IOException {
    for (var database : List.of(Optional.<DatabaseId>empty(), Optional.of(DATABASE))) {
      DeadLetter letter = deadLetterOf(SourceRecord.undecodable(1, 2, database, value, reason));
      assertThat(letter.database()).isEqualTo(database);
      assertThat(letter.value()).isEqualTo(value);
      assertThat(letter.reason()).isEqualTo(reason);
    }
  }

  @Test
  void aDeadLetterMayHaveNoValueAndALongReason() throws IOException {
    DeadLetter letter =
        deadLetterOf(
            SourceRecord.undecodable(1, 2, Optional.empty(), null, "no value ".repeat(99_999)));
    assertThat(letter.value()).isNull();
    assertThat(letter.reason()).startsWith("no value no value").hasSize(1000);
  }

  @Test
  void theFormatIsCompatibleWithItself() throws IOException {
    var snapshot = serializer.snapshotConfiguration();
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    TypeSerializerSnapshot<SourceRecord> back =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
    assertThat(snapshot.resolveSchemaCompatibility(back).isCompatibleAsIs()).isTrue();
    assertThat(back.restoreSerializer()).isEqualTo(serializer);
  }

  private DeadLetter deadLetterOf(SourceRecord record) throws IOException {
    return roundTrip(record).deadLetter().orElseThrow();
  }

  /** Through {@code serialize}, {@code copy} between views and {@code deserialize}. */
  private SourceRecord roundTrip(SourceRecord record) throws IOException {
    DataOutputSerializer first = new DataOutputSerializer(64);
    serializer.serialize(record, first);
    DataOutputSerializer second = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(first.getCopyOfBuffer()), second);
    DataInputDeserializer in = new DataInputDeserializer(second.getCopyOfBuffer());
    SourceRecord back = serializer.duplicate().deserialize(in);
    assertThat(in.available()).isZero();
    return back;
  }
}
