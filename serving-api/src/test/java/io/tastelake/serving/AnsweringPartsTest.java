package io.tastelake.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.serving.AnsweringParts.Part;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** However many ask whether this instance is ready, a part that hangs holds one of them. */
class AnsweringPartsTest {

  private final SetClock clock = new SetClock();
  private final AtomicInteger asked = new AtomicInteger();
  private final CompletableFuture<Void> answered = new CompletableFuture<>();

  /** A clock that stands still until it is set. */
  private static final class SetClock extends Clock {

    private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");

    void later(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private void hang() {
    asked.incrementAndGet();
    answered.join();
  }

  @Test
  void nobodyWaitsForWhoAsks() {
    Part store = new Part("store", () -> {});
    AnsweringParts parts =
        new AnsweringParts(Optional::empty, List.of(store, new Part("log", this::hang)), clock);
    CompletableFuture<Optional<String>> asking = CompletableFuture.supplyAsync(parts);
    await().until(() -> asked.get() == 1);
    for (int i = 0; i < 100; i++) {
      assertThat(parts.get()).as("as it was last known").isEmpty();
    }
    clock.later(Duration.ofSeconds(3));
    assertThat(parts.get()).hasValueSatisfying(why -> assertThat(why).contains("from log."));
    assertThat(asked).hasValue(1);
    answered.complete(null);
    assertThat(asking.join()).isEmpty();
    assertThat(parts.get()).isEmpty();
  }

  @Test
  void eachIsAskedOnceASecondAndNamedIfItFails() {
    Part failing =
        new Part(
            "lake",
            () -> {
              asked.incrementAndGet();
              throw new IllegalStateException("away");
            });
    AnsweringParts parts = new AnsweringParts(Optional::empty, List.of(failing), clock);
    for (int i = 0; i < 10; i++) {
      assertThat(parts.get()).hasValueSatisfying(why -> assertThat(why).contains("from lake."));
    }
    assertThat(asked).hasValue(1);
    clock.later(Duration.ofMillis(1_001));
    assertThat(parts.get()).isPresent();
    assertThat(asked).hasValue(2);
  }

  @Test
  void aFailureOfTheInstanceIsToldWithoutAsking() {
    AnsweringParts parts =
        new AnsweringParts(
            () -> Optional.of("broken"), List.of(new Part("log", this::hang)), clock);
    assertThat(parts.get()).contains("broken");
    assertThat(asked).hasValue(0);
  }
}
