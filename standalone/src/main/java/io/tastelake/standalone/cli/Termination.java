package io.tastelake.standalone.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;

/**
 * SIGTERM and Ctrl-C as an interrupt of the work, which then closes what it has opened; the process
 * ends with 0 when that is done. (A JVM that ends by itself on a signal exits with 143.)
 */
final class Termination {

  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile int exitCode;

  /**
   * Does {@code work} in this thread, so that a signal interrupts it.
   *
   * @return the work's exit code
   */
  int guard(Callable<Integer> work) throws Exception {
    Thread worker = Thread.currentThread();
    Thread hook = new Thread(() -> end(worker), "termination");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      exitCode = work.call();
      return exitCode;
    } catch (Exception e) {
      if (requested) {
        LogManager.getLogger(Termination.class).info("Stopped on request", e);
        return 0;
      }
      exitCode = 1;
      throw e;
    } finally {
      closed.countDown();
      if (!requested) {
        withdraw(hook);
      }
    }
  }

  /** Waits for a signal. */
  static void await() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private void end(Thread worker) {
    requested = true;
    worker.interrupt();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LogManager.shutdown();
    Runtime.getRuntime().halt(exitCode);
  }

  private static void withdraw(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LogManager.getLogger(Termination.class).debug("Ending already", e);
    }
  }
}
