package io.tastelake.serving.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.log.Brokers;
import io.tastelake.log.EndOffsets;
import io.tastelake.log.EventTooLargeException;
import io.tastelake.log.KafkaEventLog;
import io.tastelake.log.KafkaTopic;
import io.tastelake.log.LogTopic;
import io.tastelake.log.LogUnavailableException;
import io.tastelake.log.TopicGuard;
import io.tastelake.testkit.log.TestBroker;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaEventLogTest {

  private static final String CLIENT_ID = "event-log-test";
  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(1, 2));

  @TempDir static Path folder;
  private static TestBroker broker;
  private static KafkaTopic brokers;
  private static LogConfig config;
  private static LogTopic topic;
  private static TopicGuard guard;
  private static EndOffsets ends;

  @BeforeAll
  static void start() {
    broker = new TestBroker(folder);
    config = LogConfig.defaults(broker.brokers());
    brokers = KafkaTopic.of(broker.brokers(), Topics.INTERACTIONS, config.readTimeout(), CLIENT_ID);
    topic = brokers.describe();
    guard = new TopicGuard(brokers, topic, Duration.ofSeconds(1));
    ends = new EndOffsets(brokers, guard, config.readTimeout());
  }

  @AfterAll
  static void stop() {
    guard.close();
    brokers.close();
    broker.close();
  }

  @Test
  void whatWasAppendedIsInTheTailInItsOrder() {
    try (KafkaEventLog log = eventLog();
        LogTail tail = new LogTail(config, topic, LogPosition.start(topic.id()))) {
      List<InteractionEvent> events = events("ann", 1_000);
      log.append(events);
      tail.await(ends.of(topic.partitions()));
      TailPart part = tail.read(DATABASE, user("ann"), LogPosition.start(topic.id()));
      assertThat(part.reach()).isEqualTo(TailPart.Reach.WHOLE);
      assertThat(part.events()).extracting(LoggedEvent::event).isEqualTo(events);
      tail.dropCovered(new LogPosition(topic.id(), ends.of(topic.partitions())));
      assertThat(tail.read(DATABASE, user("ann"), LogPosition.start(topic.id())).reach())
          .isEqualTo(TailPart.Reach.SUPERSEDED);
      assertThat(tail.bytes()).isZero();
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
      log.append(List.of(event("bob", 2, "x".repeat(EventCodec.MAX_BYTES - 1_000))));
    }
  }

  @Test
  void whatNobodyAcknowledgesIsOfUnknownOutcome() {
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

  private static KafkaEventLog eventLog() {
    return new KafkaEventLog(config.brokers(), config.deliveryTimeout(), topic, guard);
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
