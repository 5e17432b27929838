package io.tastelake.stream.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.stream.log.SourceRecord.DeadLetter;
import java.util.Arrays;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Dead letters as records of {@link Topics#DEAD_LETTERS}: the origin as key, so that a letter sent
 * twice is seen to be one, the value unchanged, reason and origin as headers. Of a value that is
 * larger than any event only the beginning is copied, since the topic might not take it whole; the
 * size is another header.
 */
public final class DeadLetterSerializer implements KafkaRecordSerializationSchema<SourceRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      SourceRecord record, KafkaSinkContext context, Long timestamp) {
    DeadLetter letter = record.deadLetter().orElseThrow();
    byte[] origin = origin(record).getBytes(UTF_8);
    var sent = new ProducerRecord<>(Topics.DEAD_LETTERS, origin, beginning(letter.value()));
    sent.headers().add(Topics.REASON, letter.reason().getBytes(UTF_8));
    sent.headers().add(Topics.ORIGIN, origin);
    if (isCut(letter.value())) {
      sent.headers().add(Topics.SIZE, Integer.toString(letter.value().length).getBytes(UTF_8));
    }
    return sent;
  }

  private static byte[] beginning(byte[] value) {
    return isCut(value) ? Arrays.copyOf(value, EventCodec.MAX_BYTES) : value;
  }

  private static boolean isCut(byte[] value) {
    return value != null && value.length > EventCodec.MAX_BYTES;
  }

  private static String origin(SourceRecord record) {
    return Topics.INTERACTIONS + "/" + record.partition() + "/" + record.offset();
  }
}
