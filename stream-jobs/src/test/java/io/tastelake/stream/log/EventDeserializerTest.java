package io.tastelake.stream.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventDeserializerTest {

  @Test
  void anEventBecomesARow() {
    byte[] value = new EventCodec().encode(SampleEvents.event(5));
    assertThat(read(value).row()).contains(new LoggedEvent(2, 77, SampleEvents.event(5)));
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
    EventDeserializer deserializer = new EventDeserializer();
    deserializer.open(null);
    List<SourceRecord> out = new ArrayList<>();
    deserializer.deserialize(
        new ConsumerRecord<>(Topics.INTERACTIONS, 2, 77, null, value), new ListCollector<>(out));
    assertThat(out).hasSize(1);
    assertThat(out.get(0).first()).isEqualTo(77);
    assertThat(out.get(0).next()).isEqualTo(78);
    return out.get(0);
  }
}
