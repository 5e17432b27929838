package io.tastelake.stream.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tastelake.contracts.log.Topics;
import io.tastelake.stream.log.SourceRecord.DeadLetter;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Dead letters as records of {@link Topics#DEAD_LETTERS}: the origin as key, so that a letter sent
 * twice is seen to be one, the value unchanged, reason and origin as headers.
 */
public final class DeadLetterSerializer implements KafkaRecordSerializationSchema<SourceRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      SourceRecord record, KafkaSinkContext context, Long timestamp) {
    DeadLetter letter = record.deadLetter().orElseThrow();
    byte[] origin = origin(record).getBytes(UTF_8);
    var sent = new ProducerRecord<>(Topics.DEAD_LETTERS, origin, letter.value());
    sent.headers().add(Topics.REASON, letter.reason().getBytes(UTF_8));
    sent.headers().add(Topics.ORIGIN, origin);
    return sent;
  }

  private static String origin(SourceRecord record) {
    return Topics.INTERACTIONS + "/" + record.partition() + "/" + record.offset();
  }
}
