package io.tastelake.stream.log;

import io.tastelake.contracts.log.NewerSchemaException;
import io.tastelake.contracts.log.Topics;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.log.Brokers;
import io.tastelake.log.EventRecords;
import io.tastelake.log.KafkaTopic;
import java.io.Serializable;
import java.time.Duration;
import java.util.function.IntSupplier;
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

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final PartitionCount partitionCount;
  private transient EventRecords records;
  private transient RefusalLog refusals;

  /** How many partitions the topic has, asked where records are read. */
  @FunctionalInterface
  interface PartitionCount extends IntSupplier, Serializable {}

  /** Reads records of the topic {@code interactions}. */
  public EventDeserializer(Brokers brokers) {
    this(() -> partitionCount(brokers));
  }

  EventDeserializer(PartitionCount partitionCount) {
    this.partitionCount = partitionCount;
  }

  private static int partitionCount(Brokers brokers) {
    try (KafkaTopic topic = KafkaTopic.of(brokers, Topics.INTERACTIONS, TIMEOUT)) {
      return topic.partitionCount();
    }
  }

  @Override
  public void open(InitializationContext context) {
    records = new EventRecords(partitionCount.getAsInt());
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
      InteractionEvent event = records.event(record);
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
