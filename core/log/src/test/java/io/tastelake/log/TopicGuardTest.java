package io.tastelake.log;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What readers and writers of the log are told within a moment. */
class TopicGuardTest {

  private static final LogTopic TOPIC = new LogTopic("first", 1, 1 << 20);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private volatile Supplier<Optional<String>> answer = () -> Optional.of("first");
  private final AtomicInteger looks = new AtomicInteger();
  private final TopicGuard guard = new TopicGuard(new Answers(), TOPIC, Duration.ofMillis(1));

  /** Answers as this test says, and counts how often it was asked. */
  private final class Answers implements TopicIdentity {

    @Override
    public Optional<String> topicId() {
      looks.incrementAndGet();
      return answer.get();
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void close() {
    guard.close();
  }

  /** The answer has counted once the next but one question is asked. */
  private void answered(Supplier<Optional<String>> now) {
    answer = now;
    int before = looks.get();
    await().atMost(TIMEOUT).until(() -> looks.get() >= before + 3);
  }

  private void assertOpen() {
    assertThatCode(guard::requireSame).doesNotThrowAnyException();
    assertThatCode(guard::requireAnswering).doesNotThrowAnyException();
  }

  @Test
  void theTopicThatItWasIsUsed() {
    answered(() -> Optional.of("first"));
    assertOpen();
  }

  @Test
  void aTopicThatWasCreatedAnewIsRefusedForGood() {
    answer = () -> Optional.of("second");
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThatThrownBy(guard::requireSame)
                    .isInstanceOf(LogUnavailableException.class)
                    .hasMessageContaining("id first")
                    .hasMessageContaining("id second: it was created anew"));
    answer = () -> Optional.of("first");
    awaitNobodyAsks();
    assertThatThrownBy(guard::requireSame).isInstanceOf(LogUnavailableException.class);
  }

  @Test
  void aLogThatDoesNotAnswerIsAwayUntilItDoes() {
    answered(
        () -> {
          throw new LogUnavailableException("no answer", null);
        });
    assertThatThrownBy(guard::requireAnswering)
        .isInstanceOf(LogAwayException.class)
        .hasMessageContaining("nothing was stored");
    assertThatCode(guard::requireSame).doesNotThrowAnyException();

    answered(() -> Optional.of("first"));
    assertOpen();
  }

  /** As a broker answers that is starting. */
  @Test
  void neitherNoTopicNorAnotherFailureIsProof() {
    answered(Optional::empty);
    assertOpen();
    answered(
        () -> {
          throw new IllegalStateException("not yet");
        });
    assertOpen();
  }

  @Test
  void itLooksInABackgroundThreadThatKeepsNoProcessAlive() {
    answered(
        () -> {
          boolean right =
              Thread.currentThread().isDaemon()
                  && Thread.currentThread().getName().equals("topic-guard");
          return Optional.of(right ? "first" : "of another thread");
        });
    assertOpen();
  }

  @Test
  void afterClosingNobodyAsks() {
    answered(() -> Optional.of("first"));
    guard.close();
    awaitNobodyAsks();
  }

  private static void awaitNobodyAsks() {
    await()
        .atMost(TIMEOUT)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("topic-guard")));
  }
}
