package io.tastelake.bench.load;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.log.Brokers;
import io.tastelake.log.KafkaTopic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of events, written straight with Kafka's producer: what the log itself can take. */
public final class EventTopic implements AutoCloseable {

  private static final short ONE_REPLICA = 1;

  private final String name;
  private final KafkaProducer<byte[], byte[]> producer;
  private final EventCodec codec = new EventCodec();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /** Connects to the topic called {@code name}, which must exist. */
  public EventTopic(Brokers brokers, String name) {
    this.name = name;
    this.producer =
        new KafkaProducer<>(
            brokers.settings(
                Map.of(
                    "acks",
                    "all",
                    "linger.ms",
                    5,
                    "batch.size",
                    128 << 10,
                    "buffer.memory",
                    64L << 20,
                    "compression.type",
                    "lz4")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Creates a topic.
   *
   * @return Kafka's id of it
   */
  public static String create(Brokers brokers, String name, int partitions) {
    try (KafkaTopic topic = KafkaTopic.of(brokers, name, Duration.ofSeconds(60))) {
      return topic.ensure(partitions, ONE_REPLICA, Map.of());
    }
  }

  /** The record of {@code event}, as the API would send it. */
  public ProducerRecord<byte[], byte[]> encode(InteractionEvent event) {
    byte[] key = Topics.key(event.database(), event.actor());
    return new ProducerRecord<>(name, key, codec.encode(event));
  }

  /** Hands {@code record} to the producer, which sends it when it likes. */
  public void send(ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record, (metadata, e) -> failure.compareAndSet(null, e));
  }

  /**
   * Waits until all that was sent is acknowledged.
   *
   * @throws ExecutionException if something was not
   */
  public void awaitAcknowledged() throws ExecutionException {
    producer.flush();
    if (failure.get() != null) {
      throw new ExecutionException("The log did not take an event.", failure.get());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
