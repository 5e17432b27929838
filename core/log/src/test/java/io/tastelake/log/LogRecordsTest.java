package io.tastelake.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.log.SchemaVersion;
import io.tastelake.contracts.log.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What is read from headers, which anybody who writes to the log may fill. */
class LogRecordsTest {

  @Test
  void aRequestIsNamedIfItMayBeLogged() {
    assertThat(LogRecords.request(record("r-1".getBytes(UTF_8)))).contains("r-1");
    assertThat(LogRecords.request(record("two\nlines".getBytes(UTF_8)))).isEmpty();
    assertThat(LogRecords.request(record("x".repeat(65).getBytes(UTF_8)))).isEmpty();
    assertThat(LogRecords.request(record(new byte[0]))).isEmpty();
  }

  @Test
  void aRecordOfOursSaysOfWhichSchemaItsEventIs() {
    var sent = LogRecords.of(3, new byte[] {1}, new byte[] {2});
    assertThat(sent.topic()).isEqualTo(Topics.INTERACTIONS);
    assertThat(sent.partition()).isEqualTo(3);
    assertThat(sent.headers()).hasSize(1);
    var read = new ConsumerRecord<>(sent.topic(), 3, 0, sent.key(), sent.value());
    sent.headers().forEach(read.headers()::add);
    assertThat(LogRecords.schemaVersion(read)).isEqualTo(SchemaVersion.header());
  }

  @Test
  void aHeaderWithoutAValueSaysNothing() {
    assertThat(LogRecords.request(record(null))).isEmpty();
    assertThat(LogRecords.schemaVersion(record(null))).isNull();
  }

  @Test
  void aRecordWithoutHeadersSaysNothing() {
    var bare = new ConsumerRecord<>(Topics.INTERACTIONS, 0, 0, new byte[0], new byte[0]);
    assertThat(LogRecords.request(bare)).isEmpty();
    assertThat(LogRecords.schemaVersion(bare)).isNull();
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] header) {
    var record = new ConsumerRecord<>(Topics.INTERACTIONS, 0, 0, new byte[0], new byte[0]);
    record.headers().add(Topics.REQUEST, header).add(Topics.SCHEMA_VERSION, header);
    return record;
  }
}
