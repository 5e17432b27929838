package io.tastelake.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.time.Pause;
import io.tastelake.log.Brokers;
import io.tastelake.log.InteractionTopics;
import io.tastelake.log.TopicLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

  private static final TopicPartition LOG = new TopicPartition(Topics.INTERACTIONS, 0);
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void keepsItsRecordsAndItsTopicWhenItStopsAndStarts() throws Exception {
    String topicId;
    try (KafkaBroker broker = KafkaBroker.startOpen(folder, KafkaBroker.Flush.EACH_APPEND)) {
      topicId =
          InteractionTopics.ensure(Brokers.at(broker.bootstrapServers()), TopicLayout.oneBroker(1));
      append(broker.bootstrapServers(), 100);
    }
    try (KafkaBroker broker = KafkaBroker.startOpen(folder, KafkaBroker.Flush.EACH_APPEND)) {
      assertThat(
              InteractionTopics.ensure(
                  Brokers.at(broker.bootstrapServers()), TopicLayout.oneBroker(3)))
          .isEqualTo(topicId);
      assertThat(records(broker.bootstrapServers(), 100)).isEqualTo(texts(100));
    }
  }

  @Test
  void keepsWhatItAcknowledgedWhenItsProcessIsKilled() throws Exception {
    try (ChildJvm child = ChildJvm.run(Victim.class, folder.toString())) {
      child.await("acknowledged");
      child.kill();
    }
    try (KafkaBroker broker = KafkaBroker.startOpen(folder, KafkaBroker.Flush.BY_THE_SYSTEM)) {
      assertThat(records(broker.bootstrapServers(), 1_000)).isEqualTo(texts(1_000));
    }
  }

  /** Appends a thousand records and waits to be killed. */
  static final class Victim {
    public static void main(String[] args) throws Exception {
      KafkaBroker broker = KafkaBroker.startOpen(Path.of(args[0]), KafkaBroker.Flush.BY_THE_SYSTEM);
      InteractionTopics.ensure(Brokers.at(broker.bootstrapServers()), TopicLayout.oneBroker(1));
      append(broker.bootstrapServers(), 1_000);
      System.out.println("acknowledged");
      Pause.untilInterrupted();
    }
  }

  private static void append(String bootstrapServers, int count) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (String text : texts(count)) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        sent.add(producer.send(new ProducerRecord<>(Topics.INTERACTIONS, value)));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  private static List<String> records(String bootstrapServers, int count) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(LOG));
      List<String> read = new ArrayList<>();
      long deadline = System.nanoTime() + TIMEOUT.toNanos();
      while (read.size() < count && System.nanoTime() < deadline) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(record -> read.add(new String(record.value(), StandardCharsets.UTF_8)));
      }
      assertThat(consumer.endOffsets(List.of(LOG))).containsEntry(LOG, (long) count);
      return read;
    }
  }

  private static List<String> texts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "record " + i).toList();
  }
}
