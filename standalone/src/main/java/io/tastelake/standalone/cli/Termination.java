package io.tastelake.standalone.cli;

import io.tastelake.domain.time.Pause;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.LogManager;
import org.jline.utils.Signals;

/**
 * Turns SIGTERM and Ctrl-C into an interrupt of the work, which then closes what it has opened. No
 * shutdown hook does that: libraries have theirs, which would pull the parts from under each other
 * while they still close. Further signals change nothing: ending at once would leave PostgreSQL
 * behind.
 */
final class Termination {

  private static final List<String> SIGNALS = List.of("TERM", "INT");

  private volatile boolean requested;

  /**
   * Does {@code work} in this thread.
   *
   * @return the work's exit code, or 0 if a signal ended it
   */
  int guard(Callable<Integer> work) throws Exception {
    Thread worker = Thread.currentThread();
    SIGNALS.forEach(signal -> Signals.register(signal, () -> request(worker)));
    try {
      return work.call();
    } catch (Exception e) {
      if (requested) {
        LogManager.getLogger(Termination.class).info("Stopped on request");
        return 0;
      }
      throw e;
    }
  }

  /** Waits for a signal. */
  static void await() throws InterruptedException {
    Pause.untilInterrupted();
  }

  private void request(Thread worker) {
    if (requested) {
      System.err.println("Already stopping; this takes a few seconds.");
      return;
    }
    requested = true;
    worker.interrupt();
  }
}
