package io.tastelake.stream.taste;

import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;

/**
 * The metric {@code lagSeconds}: how old the oldest change of an update was when the update was
 * made, the most of the last 10 to 20 seconds; 0 while nothing changes. Thread-safe.
 */
final class Lag implements Gauge<Double> {

  private static final long WINDOW_MILLIS = 10_000;

  private final LongSupplier clock;
  private long window;
  private long most;
  private long mostBefore;

  /**
   * @param clock milliseconds
   */
  Lag(LongSupplier clock) {
    this.clock = clock;
  }

  /** An update is made whose oldest change was accepted so many milliseconds ago. */
  synchronized void updated(long age) {
    turn();
    most = Math.max(most, age);
  }

  @Override
  public synchronized Double getValue() {
    turn();
    return Math.max(most, mostBefore) / 1e3;
  }

  private void turn() {
    long now = clock.getAsLong() / WINDOW_MILLIS;
    if (now != window) {
      mostBefore = now == window + 1 ? most : 0;
      most = 0;
      window = now;
    }
  }
}
