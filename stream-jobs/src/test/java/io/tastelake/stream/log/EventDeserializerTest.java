package io.tastelake.stream.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.SchemaVersion;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.log.LogTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventDeserializerTest {

  /** Of so many partitions the third is the key's, and of so many another. */
  private static final int HERE = partitions(place -> place == 2);

  private static final int ELSEWHERE = partitions(place -> place != 2);

  private static int partitions(IntPredicate wanted) {
    return IntStream.range(3, Integer.MAX_VALUE)
        .filter(count -> wanted.test(new LogTopic("id", count, 1 << 20).partition(key())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anEventBecomesARow() {
    assertThat(read(key(), value(), null).row())
        .contains(new LoggedEvent(2, 77, SampleEvents.event(5)));
    assertThat(read(key(), value(), SchemaVersion.header()).row()).isPresent();
  }

  @Test
  void anEventUnderAForeignKeyBecomesADeadLetter() {
    assertThat(read(null, value(), null).deadLetter().orElseThrow().reason()).contains("key");
  }

  @Test
  void anEventInAnotherPartitionThanItsKeysBecomesADeadLetter() {
    SourceRecord record = read(key(), value(), null, ELSEWHERE);
    assertThat(record.deadLetter().orElseThrow().reason()).contains("stands in partition 2; of ");
    assertThat(record.deadLetter().orElseThrow().database())
        .contains(SampleEvents.event(5).database());
  }

  @Test
  void anEventOfANewerSchemaEndsTheJobByName() {
    byte[] newer = value();
    newer[5] ^= 1;
    assertThatThrownBy(() -> read(key(), newer, "2".getBytes(UTF_8)))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .isInstanceOf(UpgradeNeededException.class)
        .hasMessageContaining("stopped before partition 2, offset 77")
        .hasMessageContaining("schema version 2")
        .hasMessageContaining("Upgrade it");
  }

  @Test
  void ofALetterLargerThanAnyEventTheBeginningIsKept() {
    byte[] value = new byte[200_000];
    value[5] = 1;
    SourceRecord record = read(value);
    assertThat(record.deadLetter().orElseThrow().reason()).contains("200,000 bytes");
    var sent = new DeadLetterSerializer().serialize(record, null, null);
    assertThat(sent.value()).isEqualTo(Arrays.copyOf(value, EventCodec.MAX_BYTES));
    assertThat(new String(sent.headers().lastHeader(Topics.SIZE).value(), UTF_8))
        .isEqualTo("200000");
  }

  private static byte[] value() {
    return new EventCodec().encode(SampleEvents.event(5));
  }

  private static byte[] key() {
    InteractionEvent event = SampleEvents.event(5);
    return Topics.key(event.database(), event.actor());
  }

  @Test
  void anythingElseBecomesADeadLetterWithReasonAndOrigin() {
    byte[] value = "not Avro".getBytes(UTF_8);
    SourceRecord record = read(value);
    assertThat(record.row()).isEmpty();
    var sent = new DeadLetterSerializer().serialize(record, null, null);
    assertThat(sent.topic()).isEqualTo(Topics.DEAD_LETTERS);
    assertThat(sent.value()).isEqualTo(value);
    assertThat(new String(sent.key(), UTF_8)).isEqualTo("interactions/2/77");
    assertThat(sent.headers().lastHeader(Topics.ORIGIN).value()).isEqualTo(sent.key());
    assertThat(new String(sent.headers().lastHeader(Topics.REASON).value(), UTF_8))
        .isEqualTo(record.deadLetter().orElseThrow().reason())
        .isNotBlank();
  }

  @Test
  void aRecordWithoutValueBecomesADeadLetter() {
    SourceRecord record = read(null);
    assertThat(record.row()).isEmpty();
    assertThat(new DeadLetterSerializer().serialize(record, null, null).value()).isNull();
  }

  private static SourceRecord read(byte[] value) {
    return read(key(), value, null);
  }

  private static SourceRecord read(byte[] key, byte[] value, byte[] version) {
    return read(key, value, version, HERE);
  }

  private static SourceRecord read(byte[] key, byte[] value, byte[] version, int partitions) {
    EventDeserializer deserializer = new EventDeserializer(() -> partitions);
    deserializer.open(null);
    List<SourceRecord> out = new ArrayList<>();
    var record = new ConsumerRecord<>(Topics.INTERACTIONS, 2, 77, key, value);
    if (version != null) {
      record.headers().add(Topics.SCHEMA_VERSION, version);
    }
    deserializer.deserialize(record, new ListCollector<>(out));
    assertThat(out).hasSize(1);
    assertThat(out.get(0).first()).isEqualTo(77);
    assertThat(out.get(0).next()).isEqualTo(78);
    return out.get(0);
  }
}
