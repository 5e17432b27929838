package io.tastelake.standalone;

import io.tastelake.domain.time.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a part of the standalone again, where it was, whenever that has ended by itself. */
final class Watch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Part part;
  private final long pauseMillis;
  private final Pause betweenLooks = new Pause();
  private final Thread thread;

  private Watch(Part part, long pauseMillis) {
    this.part = part;
    this.pauseMillis = pauseMillis;
    this.thread = new Thread(this::watch, "watch " + part.name());
  }

  /** What may end by itself. */
  interface Part {

    String name();

    /** What says why it ended. */
    String witness();

    boolean runs() throws Exception;

    void startAgain() throws Exception;
  }

  /**
   * Watches {@code part} until closed.
   *
   * @param pauseMillis from one look to the next
   */
  static Watch start(Part part, long pauseMillis) {
    Watch watch = new Watch(part, pauseMillis);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (betweenLooks.passes(Duration.ofMillis(pauseMillis))) {
        look();
      }
    } catch (InterruptedException e) {
      LOG.info("Stopped watching {}", part.name());
    }
  }

  private void look() throws InterruptedException {
    try {
      if (!part.runs()) {
        LOG.warn("{} exited; restarting it. See {}", part.name(), part.witness());
        part.startAgain();
        LOG.warn("{} runs again", part.name());
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.error("{} does not start; will retry", part.name(), e);
    }
  }

  /** Stops watching; a start that is under way comes to its end first. */
  @Override
  public void close() {
    betweenLooks.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(part.name() + " was starting.", e));
    }
  }
}
