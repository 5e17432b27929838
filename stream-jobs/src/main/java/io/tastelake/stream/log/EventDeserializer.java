package io.tastelake.stream.log;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.NewerSchemaException;
import io.tastelake.contracts.log.Topics;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.log.LogRecords;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record in, one record out, whatever its bytes are; but an event of a newer schema ends the
 * job.
 */
public final class EventDeserializer implements KafkaRecordDeserializationSchema<SourceRecord> {

  private static final long serialVersionUID = 1L;

  private transient EventCodec codec;
  private transient RefusalLog refusals;

  @Override
  public void open(InitializationContext context) {
    codec = new EventCodec();
    refusals = new RefusalLog();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out) {
    out.collect(read(record));
  }

  private SourceRecord read(ConsumerRecord<byte[], byte[]> record) {
    int partition = record.partition();
    long offset = record.offset();
    byte[] value = record.value();
    try {
      InteractionEvent event = codec.decode(record.key(), value, LogRecords.schemaVersion(record));
      return SourceRecord.decoded(partition, offset, event);
    } catch (UndecodableEventException e) {
      refusals.refused(record, System.nanoTime());
      return SourceRecord.undecodable(
          partition, offset, Topics.database(record.key()), value, e.getMessage());
    } catch (NewerSchemaException e) {
      throw UpgradeNeededException.terminal(partition, offset, e);
    }
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return SourceRecord.TYPE;
  }
}
