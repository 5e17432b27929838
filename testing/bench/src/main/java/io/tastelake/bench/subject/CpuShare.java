package io.tastelake.bench.subject;

import io.tastelake.bench.measure.Processes;
import java.util.Locale;

/** How the processors' time is shared between the load generator and what it measures. */
public final class CpuShare {

  private final ProcessHandle measured;
  private final long generatorBefore;
  private final long measuredBefore;
  private final long start = System.nanoTime();

  private CpuShare(ProcessHandle measured) {
    this.measured = measured;
    this.generatorBefore = nanos(ProcessHandle.current());
    this.measuredBefore = nanos(measured);
  }

  /** Counts from now on. */
  public static CpuShare from(ProcessHandle measured) {
    return new CpuShare(measured);
  }

  /** Both shares until now, in cores, and what that makes for each of {@code events}. */
  public String text(long events) {
    double elapsed = System.nanoTime() - start;
    double generator = nanos(ProcessHandle.current()) - generatorBefore;
    double standalone = nanos(measured) - measuredBefore;
    return String.format(
        Locale.ROOT,
        "cores used: generator %.2f, standalone %.2f = %.1f µs an event",
        generator / elapsed,
        standalone / elapsed,
        standalone / 1e3 / (double) events);
  }

  private static long nanos(ProcessHandle process) {
    return Processes.cpu(process).toNanos();
  }
}
