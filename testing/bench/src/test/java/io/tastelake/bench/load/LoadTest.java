package io.tastelake.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadTest {

  private static final Duration STALL = Duration.ofMillis(300);

  @Test
  void aStallIsSufferedByAllThatWasDueInIt() throws Exception {
    Load load =
        Load.open(
            () -> lane(number -> stall(number == 0 ? STALL : Duration.ZERO)),
            1,
            100,
            Duration.ofSeconds(1));

    assertThat(load.requests()).isEqualTo(100);
    // 30 of 100 requests were due while the only client was stalled
    assertThat(load.millis(80)).isGreaterThan(50);
  }

  @Test
  void aClosedLoopStopsAtTheNumberOfRequests() throws Exception {
    Load load = Load.closed(() -> lane(number -> {}), 3, 1_000);

    assertThat(load.requests()).isEqualTo(1_000);
  }

  @Test
  void aWrongAnswerEndsTheRun() {
    assertThatThrownBy(
            () ->
                Load.closed(
                    () ->
                        lane(
                            number -> {
                              throw new IllegalStateException("503");
                            }),
                    1,
                    10))
        .hasMessageContaining("503");
  }

  private static void stall(Duration time) {
    Executor later = CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS);
    CompletableFuture.runAsync(() -> {}, later).join();
  }

  private interface Request {
    void make(long number);
  }

  private static Lane lane(Request request) {
    return new Lane() {
      @Override
      public void request(long number) {
        request.make(number);
      }

      @Override
      public void close() {}
    };
  }
}
