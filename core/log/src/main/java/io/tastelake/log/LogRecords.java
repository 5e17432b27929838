package io.tastelake.log;

import io.tastelake.contracts.log.SchemaVersion;
import io.tastelake.contracts.log.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Records of the log: an encoded event under its key, and which schema it is of. */
public final class LogRecords {

  private LogRecords() {}

  /**
   * The record of an event that this program encoded.
   *
   * @param partition null to let the producer find it by the key
   */
  public static ProducerRecord<byte[], byte[]> of(Integer partition, byte[] key, byte[] event) {
    var record = new ProducerRecord<>(Topics.INTERACTIONS, partition, key, event);
    record.headers().add(Topics.SCHEMA_VERSION, SchemaVersion.header());
    return record;
  }

  /** What a record says of its event's schema; null if it says nothing. */
  public static byte[] schemaVersion(ConsumerRecord<?, ?> record) {
    Header version = record.headers().lastHeader(Topics.SCHEMA_VERSION);
    return version == null ? null : version.value();
  }
}
