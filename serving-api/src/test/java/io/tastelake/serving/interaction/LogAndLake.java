package io.tastelake.serving.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.contracts.lake.EventTally;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import io.tastelake.log.LogTopic;
import io.tastelake.log.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real broker and a real lake, and what the ingest job does between them. */
public final class LogAndLake implements AutoCloseable {

  private final Path folder = temporaryFolder();
  private final EventCodec codec = new EventCodec();
  public final TestBroker broker = new TestBroker(folder.resolve("kafka"));
  final LogTopic topic = broker.topic();
  final InteractionsLake lake = InteractionsLake.openOrCreate(root(), topic.id());
  private final KafkaConsumer<byte[], byte[]> consumer =
      new KafkaConsumer<>(
          Map.of(
              ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
              broker.bootstrapServers(),
              ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
              "none"),
          new ByteArrayDeserializer(),
          new ByteArrayDeserializer());

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("log-and-lake");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI root() {
    return folder.resolve("lake").toUri();
  }

  public InteractionsConfig config() {
    return InteractionsConfig.defaults(broker.brokers(), root())
        .withIntervals(Duration.ofMillis(20), Duration.ofSeconds(5));
  }

  /** Brings the lake to the log's present end in one commit of several files. */
  public synchronized void ingest() {
    LogPosition from = lake.position();
    List<TopicPartition> partitions =
        topic.partitions().stream().map(p -> new TopicPartition("interactions", p)).toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<Integer, OffsetRange> ranges = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long first = from.next(partition.partition());
          consumer.seek(partition, first);
          if (end > first) {
            ranges.put(partition.partition(), new OffsetRange(first, end));
          }
        });
    if (!ranges.isEmpty()) {
      Map<Integer, EventTally> tallies = new HashMap<>();
      List<LoggedEvent> rows = rows(ends, tallies);
      Map<Integer, EventCounts> counts = new HashMap<>();
      tallies.forEach((partition, tally) -> counts.put(partition, tally.counts()));
      lake.commit(new LakeAppend(topic.id(), ranges, files(rows), counts));
    }
  }

  private List<LoggedEvent> rows(Map<TopicPartition, Long> ends, Map<Integer, EventTally> tallies) {
    List<LoggedEvent> rows = new ArrayList<>();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(100))) {
        if (found.offset() < ends.get(new TopicPartition(found.topic(), found.partition()))) {
          add(found, rows, tallies.computeIfAbsent(found.partition(), p -> new EventTally()));
        }
      }
    }
    return rows;
  }

  private void add(ConsumerRecord<byte[], byte[]> found, List<LoggedEvent> rows, EventTally tally) {
    try {
      InteractionEvent event = codec.decode(found.value());
      rows.add(new LoggedEvent(found.partition(), found.offset(), event));
      tally.event(event.database());
    } catch (UndecodableEventException e) {
      // the ingest job passes such records over, too
      tally.deadLetter(Topics.database(found.key()));
    }
  }

  private List<DataFile> files(List<LoggedEvent> rows) {
    int half = rows.size() / 2;
    return List.of(rows.subList(0, half), rows.subList(half, rows.size())).stream()
        .filter(part -> !part.isEmpty())
        .map(lake::write)
        .toList();
  }

  /** Does {@code task} while the lake is moved on again and again. */
  void whileIngesting(Duration interval, Task task) throws Exception {
    var clock = Executors.newSingleThreadScheduledExecutor();
    var ingestion =
        clock.scheduleWithFixedDelay(this::ingest, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    try {
      task.run();
      if (ingestion.isDone()) {
        ingestion.get(); // throws: it ends by failing alone
      }
    } finally {
      ingestion.cancel(false);
      clock.shutdown();
      assertThat(clock.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** What happens meanwhile. */
  interface Task {
    void run() throws Exception;
  }

  @Override
  public void close() {
    consumer.close();
    lake.close();
    broker.close();
  }
}
