package io.tastelake.e2e.kit;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;

/** {@code kill -9}. */
final class Kill {

  private Kill() {}

  /** Kills all of them at once and returns when none runs any more. */
  static void all(Collection<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(processes);
  }

  /** Returns when none runs any more. */
  static void awaitEnd(Collection<ProcessHandle> processes) {
    await()
        .alias("the end of " + processes)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> processes.stream().noneMatch(Kill::runs));
  }

  /** A process that ended and whose parent did not ask yet is there, but runs no command. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
