package io.tastelake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.SchemaVersion;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is appended, and where the log ends, on a real broker. */
@Timeout(120)
class KafkaLogTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String CLIENT_ID = "kafka-log-test";
  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(1, 2));

  @TempDir static Path folder;
  private static TestBroker broker;
  private static KafkaTopic brokers;
  private static LogTopic topic;
  private static TopicGuard guard;
  private static EndOffsets ends;

  @BeforeAll
  static void start() {
    broker = new TestBroker(folder);
    brokers = KafkaTopic.of(broker.brokers(), Topics.INTERACTIONS, TIMEOUT, CLIENT_ID);
    topic = brokers.describe();
    guard = new TopicGuard(brokers, topic, Duration.ofSeconds(1));
    ends = new EndOffsets(brokers, guard, TIMEOUT);
  }

  @AfterAll
  static void stop() {
    guard.close();
    brokers.close();
    broker.close();
  }

  @Test
  void whatWasAppendedStandsWhereItSaysInTheOrderOfItsActor() throws Exception {
    List<InteractionEvent> events = new ArrayList<>(events("ann", 300));
    events.addAll(events("zoe", 300));
    Map<Integer, Long> before = ends.of(topic.partitions());
    List<LoggedEvent> logged;
    try (KafkaEventLog log = eventLog()) {
      logged = log.append(events);
    }
    assertThat(logged).extracting(LoggedEvent::event).isEqualTo(events);
    assertThat(logged).allMatch(topic::isInPlace);
    logged.forEach(
        each ->
            assertThat(each.offset())
                .isBetween(before.get(each.partition()), ends.of(each.partition()) - 1));
    assertThat(read(before)).containsExactlyInAnyOrderElementsOf(logged);
    for (String user : List.of("ann", "zoe")) {
      assertThat(logged)
          .filteredOn(each -> each.event().actor().equals(user(user)))
          .extracting(LoggedEvent::offset)
          .isSorted();
    }
  }

  @Test
  void anEventThatIsTooLargeIsRefusedBeforeAnythingIsSent() {
    Map<Integer, Long> before = ends.of(topic.partitions());
    try (KafkaEventLog log = eventLog()) {
      List<InteractionEvent> events =
          List.of(event("bob", 0, "{}"), event("bob", 1, "x".repeat(2 << 20)));
      assertThatThrownBy(() -> log.append(events))
          .isInstanceOf(EventTooLargeException.class)
          .hasMessageContaining("index 1")
          .hasMessageContaining("properties smaller");
      assertThat(ends.of(topic.partitions())).isEqualTo(before);
    }
  }

  /** The limit is what the topic takes, to the byte, and never more. */
  @Test
  void theLargestEventThatIsTakenIsStored() {
    String filling = "x".repeat(topic.maxEventBytes() - bytes(event("bob", 2, "")));
    // a longer text has a longer length in front
    int over = bytes(event("bob", 2, filling)) - topic.maxEventBytes();
    InteractionEvent largest = event("bob", 2, filling.substring(over));
    InteractionEvent larger = event("bob", 2, filling.substring(over - 1));
    assertThat(bytes(largest)).isEqualTo(topic.maxEventBytes());
    try (KafkaEventLog log = eventLog()) {
      assertThat(log.append(List.of(largest))).hasSize(1);
      assertThatThrownBy(() -> log.append(List.of(larger)))
          .isInstanceOf(EventTooLargeException.class);
    }
  }

  @Test
  void anAppendEndsWithItsTimeoutWhereNobodyAnswers() {
    Brokers nobody = Brokers.at("127.0.0.1:1");
    try (KafkaEventLog log = new KafkaEventLog(nobody, Duration.ofMillis(500), topic, guard)) {
      assertThatThrownBy(() -> log.append(events("eve", 3)))
          .isInstanceOf(LogUnavailableException.class)
          .hasMessageContaining("unknown")
          .hasMessageContaining("Idempotency-Key");
    }
  }

  @Test
  void questionsForTheEndThatComeTogetherShareARequest() throws Exception {
    int askers = 32;
    int each = 50;
    double before = requests();
    ExecutorService threads = Executors.newFixedThreadPool(askers);
    try {
      for (var done : threads.invokeAll(Collections.nCopies(askers, () -> ask(each)))) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(requests() - before).isLessThan(askers * each / 2.0);
  }

  /** An answer to a question that was asked before an append may not count for it. */
  @Test
  void everyEndIsBehindWhatWasAcknowledgedBeforeTheQuestion() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (KafkaEventLog log = eventLog()) {
      for (var done : threads.invokeAll(Collections.nCopies(8, () -> appendAndAsk(log, 25)))) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Void appendAndAsk(KafkaEventLog log, int times) {
    for (int i = 0; i < times; i++) {
      LoggedEvent last = log.append(List.of(event("user" + i, i, null))).get(0);
      assertThat(ends.of(last.partition())).isGreaterThan(last.offset());
    }
    return null;
  }

  private static Void ask(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(ends.of(i % topic.partitionCount())).isNotNegative();
    }
    return null;
  }

  private static double requests() throws JMException {
    ObjectName metrics =
        new ObjectName("kafka.admin.client:type=admin-client-metrics,client-id=" + CLIENT_ID);
    Object total =
        ManagementFactory.getPlatformMBeanServer().getAttribute(metrics, "request-total");
    return (Double) total;
  }

  /** All events from {@code begin} on. */
  private static List<LoggedEvent> read(Map<Integer, Long> begin) throws Exception {
    EventCodec codec = new EventCodec();
    List<LoggedEvent> events = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            broker.brokers().settings(Map.of()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(topic.topicPartitions());
      topic.topicPartitions().forEach(each -> consumer.seek(each, begin.get(each.partition())));
      long left = topic.partitions().stream().mapToLong(p -> ends.of(p) - begin.get(p)).sum();
      while (events.size() < left) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(TIMEOUT)) {
          assertThat(LogRecords.schemaVersion(each)).isEqualTo(SchemaVersion.header());
          events.add(new LoggedEvent(each.partition(), each.offset(), codec.decode(each.value())));
        }
      }
    }
    return events;
  }

  private static KafkaEventLog eventLog() {
    return new KafkaEventLog(broker.brokers(), TIMEOUT, topic, guard);
  }

  private static int bytes(InteractionEvent event) {
    return Topics.key(event.database(), event.actor()).length
        + new EventCodec().encode(event).length;
  }

  private static List<InteractionEvent> events(String user, int amount) {
    return IntStream.range(0, amount).mapToObj(i -> event(user, i, null)).toList();
  }

  private static InteractionEvent event(String user, int index, String properties) {
    Interaction interaction =
        new Interaction(
            InteractionId.derived(DATABASE, user, index),
            new ItemId("item" + index),
            "view",
            index,
            properties);
    return InteractionEvent.record(DATABASE, user(user), interaction, index);
  }

  private static Actor user(String id) {
    return Actor.of(new UserId(id));
  }
}
