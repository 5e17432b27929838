package io.tastelake.domain.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PauseTest {

  private static final Duration VERY_LONG = Duration.ofDays(1);

  @Test
  void timeHasPassedAfterwards() throws InterruptedException {
    long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5);
    Pause.until(due);
    assertThat(System.nanoTime() - due).isNotNegative();
  }

  @Test
  void aPauseLeavesTheProcessorToOthers() throws InterruptedException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    Pause.until(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200));
    assertThat(threads.getCurrentThreadCpuTime() - before).isLessThan(50_000_000);
  }

  @Test
  void closingEndsAPauseUnderWayAndThoseToCome() throws Exception {
    Pause pause = new Pause();
    assertThat(pause.passes(Duration.ofMillis(1))).isTrue();
    CompletableFuture<Boolean> underWay = CompletableFuture.supplyAsync(() -> passes(pause));
    pause.close();
    assertThat(underWay.get(30, TimeUnit.SECONDS)).isFalse();
    assertThat(pause.passes(VERY_LONG)).isFalse();
    pause.untilClosed();
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Pause.until(System.nanoTime() + VERY_LONG.toNanos()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void waitsWithoutATimeoutEndByAnInterruptToo() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(Pause::untilInterrupted).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(new Pause()::untilClosed).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private static boolean passes(Pause pause) {
    try {
      return pause.passes(VERY_LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
