package io.tastelake.log;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.NewerSchemaException;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.interaction.InteractionEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The events of the log's records. A record counts where its key's records are and nowhere else:
 * who looks for an actor's events looks in that partition alone. Thread-safe.
 */
public final class EventRecords {

  private final EventCodec codec = new EventCodec();
  private final int partitionCount;

  /**
   * Reads records of a topic.
   *
   * @param partitionCount of the topic, fixed when it was created
   */
  public EventRecords(int partitionCount) {
    this.partitionCount = partitionCount;
  }

  /**
   * The event of a record.
   *
   * @throws UndecodableEventException if it holds no valid event, or stands in another partition
   *     than its key's; says why
   * @throws NewerSchemaException if it holds an event that this program is too old to read
   */
  public InteractionEvent event(ConsumerRecord<byte[], byte[]> record)
      throws UndecodableEventException {
    InteractionEvent event =
        codec.decode(record.key(), record.value(), LogRecords.schemaVersion(record));
    int place = LogTopic.partition(record.key(), partitionCount);
    if (place != record.partition()) {
      throw new UndecodableEventException(
          "The record stands in partition %d; of %d partitions its key's is %d."
              .formatted(record.partition(), partitionCount, place),
          null);
    }
    return event;
  }
}
