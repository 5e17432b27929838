package io.tastelake.log;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends events to the topic through one producer, which all requests share. Thread-safe. */
public final class KafkaEventLog implements EventLog, AutoCloseable {

  /** Without it the first row of a bulk leaves alone, in a request of its own. */
  private static final int LINGER_MILLIS = 1;

  private final LogTopic topic;
  private final TopicGuard guard;
  private final KafkaProducer<byte[], byte[]> producer;
  private final EventCodec codec = new EventCodec();

  /**
   * Connects.
   *
   * @param deliveryTimeout how long an append may take to be acknowledged
   */
  public KafkaEventLog(
      Brokers brokers, Duration deliveryTimeout, LogTopic topic, TopicGuard guard) {
    this.topic = topic;
    this.guard = guard;
    this.producer =
        new KafkaProducer<>(
            brokers.settings(settings(deliveryTimeout, topic)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private static Map<String, Object> settings(Duration deliveryTimeout, LogTopic topic) {
    int delivery = Math.toIntExact(deliveryTimeout.toMillis());
    return Map.ofEntries(
        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "serving-api-log"),
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS),
        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(128 << 10, topic.maxBatch())),
        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20),
        Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
        Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topic.maxBatch()),
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) delivery),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery),
        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L));
  }

  @Override
  public List<LoggedEvent> append(List<InteractionEvent> events) {
    guard.requireSame();
    guard.requireAnswering();
    List<ProducerRecord<byte[], byte[]>> records = records(events);
    List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
    try {
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      List<LoggedEvent> logged = new ArrayList<>(sent.size());
      for (Future<RecordMetadata> each : sent) {
        logged.add(logged(each.get(), events.get(logged.size())));
      }
      return logged;
    } catch (ExecutionException e) {
      throw unknownOutcome(e.getCause());
    } catch (KafkaException | IllegalStateException e) {
      throw unknownOutcome(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknownOutcome(e);
    }
  }

  private static LoggedEvent logged(RecordMetadata place, InteractionEvent event) {
    long offset = place.hasOffset() ? place.offset() : UNKNOWN_OFFSET;
    return new LoggedEvent(place.partition(), offset, event);
  }

  private List<ProducerRecord<byte[], byte[]>> records(List<InteractionEvent> events) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
    for (InteractionEvent event : events) {
      byte[] key = Topics.key(event.database(), event.actor());
      byte[] value = codec.encode(event);
      int size = key.length + value.length;
      if (size > topic.maxEventBytes()) {
        throw new EventTooLargeException(records.size(), size, topic.maxEventBytes());
      }
      records.add(LogRecords.of(topic.partition(key), key, value));
    }
    return records;
  }

  private static LogUnavailableException unknownOutcome(Throwable cause) {
    return new LogUnavailableException(
        "The event log did not acknowledge the write: %s. The outcome is unknown;".formatted(cause)
            + " retry with the same Idempotency-Key to store it once.",
        cause);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
