package io.tastelake.stream.log;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.UndecodableEventException;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One record in, one record out, whatever its bytes are. */
public final class EventDeserializer implements KafkaRecordDeserializationSchema<SourceRecord> {

  private static final long serialVersionUID = 1L;

  private transient EventCodec codec;

  @Override
  public void open(InitializationContext context) {
    codec = new EventCodec();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out) {
    out.collect(read(record));
  }

  private SourceRecord read(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    try {
      return SourceRecord.decoded(record.partition(), record.offset(), codec.decode(value));
    } catch (UndecodableEventException e) {
      return SourceRecord.undecodable(record.partition(), record.offset(), value, e.getMessage());
    }
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return SourceRecord.TYPE;
  }
}
