package io.tastelake.bench.serve;

import io.tastelake.bench.measure.Processes;
import java.util.Locale;

/** How the processors' time is shared between the load generator and what it measures. */
final class CpuShare {

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
  static CpuShare from(ProcessHandle measured) {
    return new CpuShare(measured);
  }

  /** Both shares until now, in cores. */
  String text() {
    double elapsed = System.nanoTime() - start;
    return String.format(
        Locale.ROOT,
        "cores used: generator %.2f, standalone %.2f",
        (nanos(ProcessHandle.current()) - generatorBefore) / elapsed,
        (nanos(measured) - measuredBefore) / elapsed);
  }

  private static long nanos(ProcessHandle process) {
    return Processes.cpu(process).toNanos();
  }
}
