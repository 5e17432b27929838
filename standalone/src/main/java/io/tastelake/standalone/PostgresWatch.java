package io.tastelake.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts PostgreSQL again, where it was, whenever it has ended by itself. Meanwhile the API answers
 * 503 to what needs it, and {@code update-taste} waits.
 */
final class PostgresWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresWatch.class);

  private final PostgresServer server;
  private final long pauseMillis;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "watch-postgres");

  private PostgresWatch(PostgresServer server, long pauseMillis) {
    this.server = server;
    this.pauseMillis = pauseMillis;
  }

  /**
   * Watches {@code server} until closed.
   *
   * @param pauseMillis from one look at its process to the next
   */
  static PostgresWatch start(PostgresServer server, long pauseMillis) {
    PostgresWatch watch = new PostgresWatch(server, pauseMillis);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (!closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
        if (!server.runs()) {
          startAgain();
        }
      }
    } catch (InterruptedException e) {
      LOG.info("No longer watching PostgreSQL");
    }
  }

  private void startAgain() {
    LOG.warn("PostgreSQL has ended by itself and is started again; {} says why", server.log());
    try {
      server.startAgain();
      LOG.warn("PostgreSQL runs again");
    } catch (IOException | RuntimeException e) {
      LOG.error("PostgreSQL does not start; another attempt follows", e);
    }
  }

  /** Stops watching; a start that is under way comes to its end first. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("PostgreSQL was just being started.", e));
    }
  }
}
