package io.tastelake.e2e.kit;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.log.Brokers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The log as its brokers hold it, read and written past the API. */
public record Log(Brokers brokers) {

  private static final EventCodec CODEC = new EventCodec();

  /** Every event of the log, from its first record to its last of this moment. */
  public List<LoggedEvent> events() {
    List<LoggedEvent> events = new ArrayList<>();
    forEach(events::add);
    return events;
  }

  /** The same one by one, for logs that are too long to be held. */
  public void forEach(Consumer<LoggedEvent> action) {
    forEachRecord(Topics.INTERACTIONS, record -> event(record).forEach(action));
  }

  /** The event of a record, or nothing, if none can be read from it: then it is no row either. */
  private static Stream<LoggedEvent> event(ConsumerRecord<byte[], byte[]> record) {
    try {
      InteractionEvent event = CODEC.decode(record.key(), record.value(), null);
      return Stream.of(new LoggedEvent(record.partition(), record.offset(), event));
    } catch (UndecodableEventException e) {
      return Stream.empty();
    }
  }

  /** Every dead letter of this moment. */
  public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    forEachRecord(Topics.DEAD_LETTERS, records::add);
    return records;
  }

  /** The offset after the last record of each partition. */
  public Map<Integer, Long> ends() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<Integer, Long> ends = new TreeMap<>();
      consumer
          .endOffsets(partitions(consumer, Topics.INTERACTIONS))
          .forEach((partition, end) -> ends.put(partition.partition(), end));
      return ends;
    }
  }

  /** Appends one record as it is and returns its place. */
  public RecordMetadata append(byte[] key, byte[] value)
      throws InterruptedException, ExecutionException {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      return producer.send(new ProducerRecord<>(Topics.INTERACTIONS, key, value)).get();
    }
  }

  /** A producer that acknowledges as the API's does. */
  public KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        brokers.settings(Map.of("acks", "all")),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  public Admin admin() {
    return Admin.create(brokers.settings(Map.of()));
  }

  private void forEachRecord(String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
            action.accept(record);
          }
        }
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        brokers.settings(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }
}
