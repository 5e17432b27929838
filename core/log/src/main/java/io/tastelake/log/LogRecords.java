package io.tastelake.log;

import io.tastelake.contracts.log.SchemaVersion;
import io.tastelake.contracts.log.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.MDC;

/** Records of the log: an encoded event under its key, and which schema it is of. */
public final class LogRecords {

  /** What a logging context calls the id of the request that is being served. */
  public static final String REQUEST = "request";

  private static final Pattern SAFE_REQUEST = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private LogRecords() {}

  /**
   * The record of an event that this program encoded.
   *
   * @param partition null to let the producer find it by the key
   */
  public static ProducerRecord<byte[], byte[]> of(Integer partition, byte[] key, byte[] event) {
    var record = new ProducerRecord<>(Topics.INTERACTIONS, partition, key, event);
    record.headers().add(Topics.SCHEMA_VERSION, SchemaVersion.header());
    String request = MDC.get(REQUEST);
    if (request != null) {
      record.headers().add(Topics.REQUEST, request.getBytes(StandardCharsets.US_ASCII));
    }
    return record;
  }

  /** The id of the request that a record came with, if it is one that may be logged. */
  public static Optional<String> request(ConsumerRecord<?, ?> record) {
    return Optional.ofNullable(header(record, Topics.REQUEST))
        .map(id -> new String(id, StandardCharsets.ISO_8859_1))
        .filter(id -> SAFE_REQUEST.matcher(id).matches());
  }

  /** What a record says of its event's schema; null if it says nothing. */
  public static byte[] schemaVersion(ConsumerRecord<?, ?> record) {
    return header(record, Topics.SCHEMA_VERSION);
  }

  /** The value of a record's last header of that name; null if there is none, or none in it. */
  static byte[] header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : header.value();
  }
}
