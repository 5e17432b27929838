package io.tastelake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said, and what stays as it was, where no broker answers or none lets a user in. */
class NobodyAnswersTest {

  private static final Brokers NOBODY = Brokers.at("127.0.0.1:1");
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final LogTopic TOPIC = new LogTopic("id", 1, 1 << 20);
  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(1, 2));

  private final KafkaTopic topic = KafkaTopic.of(NOBODY, "interactions", SHORT);
  private final TopicGuard guard = new TopicGuard(new Right(), TOPIC, Duration.ofDays(1));

  private static final class Right implements TopicIdentity {

    @Override
    public Optional<String> topicId() {
      return Optional.of(TOPIC.id());
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void close() {
    guard.close();
    topic.close();
  }

  @Test
  @Timeout(30) // far below Kafka's own timeouts
  void whoAsksAboutATopicIsToldWhereAndWhatToCheck() {
    EndOffsets ends = new EndOffsets(topic, guard, SHORT);
    assertUnavailable(topic::topicId, "do not answer about topic 'interactions'");
    assertUnavailable(topic::describe, "127.0.0.1:1");
    assertUnavailable(topic::extent, "Check that they run");
    assertUnavailable(topic::end, "that they accept these credentials");
    assertUnavailable(() -> topic.ensure(1, (short) 1, Map.of()), "127.0.0.1:1");
    assertUnavailable(() -> ends.of(0), "Nothing was changed; retry the request.");
    assertUnavailable(() -> LogUser.grantAll(NOBODY, SHORT), "do not take access rules");
  }

  /** Shutdown interrupts: a question ends at once, and its thread knows why. */
  @Test
  void anInterruptedQuestionEndsAndStaysInterrupted() {
    EndOffsets ends = new EndOffsets(topic, guard, Duration.ofDays(1));
    try (KafkaEventLog log = new KafkaEventLog(NOBODY, Duration.ofMinutes(1), TOPIC, guard)) {
      assertInterrupted(topic::topicId);
      assertInterrupted(() -> ends.of(0));
      assertInterrupted(() -> LogUser.grantAll(NOBODY, SHORT));
      assertInterrupted(() -> log.append(List.of(view("{}"))));
    }
  }

  @Test
  void whatNobodyAcknowledgesIsOfUnknownOutcome() {
    try (KafkaEventLog log = new KafkaEventLog(NOBODY, SHORT, TOPIC, guard)) {
      assertUnavailable(() -> log.append(List.of(view("{}"))), "The outcome is unknown");
    }
  }

  @Test
  void anEventIsTooLargeBeforeAnybodyIsAsked() {
    try (KafkaEventLog log = new KafkaEventLog(NOBODY, SHORT, TOPIC, guard)) {
      List<InteractionEvent> events = List.of(view("{}"), view("x".repeat(1 << 17)));
      assertThatThrownBy(() -> log.append(events))
          .isInstanceOfSatisfying(
              EventTooLargeException.class, e -> assertThat(e.index()).isEqualTo(1))
          .hasMessageContaining("Make its properties smaller");
      assertThat(log.append(List.of())).isEmpty();
    }
  }

  @Test
  void eachWayToBeRefusedHasItsRemedy() {
    assertThat(about(new TopicAuthorizationException("no")))
        .contains("do not let this user ask about topic 'interactions'", "Grant it")
        .doesNotContain("Exception");
    assertThat(about(new SslAuthenticationException("no")))
        .contains("ssl.truststore.location", Brokers.CONFIG_FILE);
    assertThat(about(new IllegalStateException("no"))).contains("Check that they run");
  }

  private static String about(Exception failure) {
    return BrokerFailure.about("interactions", NOBODY, new ExecutionException(failure));
  }

  private static InteractionEvent view(String properties) {
    return InteractionEvent.record(
        DATABASE,
        Actor.of(new SessionId("noon")),
        new Interaction(
            new InteractionId(new UUID(1, 1)), new ItemId("lamp"), "view", 1, properties),
        1);
  }

  private static void assertUnavailable(ThrowingCallable question, String said) {
    assertThatThrownBy(question)
        .isInstanceOf(LogUnavailableException.class)
        .hasMessageContaining(said);
  }

  private static void assertInterrupted(ThrowingCallable question) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(question).isInstanceOf(LogUnavailableException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
