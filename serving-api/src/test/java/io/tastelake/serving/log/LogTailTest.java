package io.tastelake.serving.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.log.EndOffsets;
import io.tastelake.log.KafkaEventLog;
import io.tastelake.log.KafkaTopic;
import io.tastelake.log.LogTopic;
import io.tastelake.log.TestBroker;
import io.tastelake.log.TopicGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

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
    brokers = KafkaTopic.of(broker.brokers(), Topics.INTERACTIONS, config.readTimeout());
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
