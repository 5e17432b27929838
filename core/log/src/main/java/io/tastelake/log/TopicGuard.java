package io.tastelake.log;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices within a moment that the topic was deleted and created anew, or that nobody answers about
 * it. Kafka's clients would go on with the new one, whose offsets mean nothing to the lake.
 * Thread-safe.
 */
public final class TopicGuard implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicGuard.class);

  private final TopicIdentity identity;
  private final LogTopic topic;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(TopicGuard::thread);
  private volatile LogMismatchException mismatch;
  private volatile boolean away;

  /**
   * Looks from now on.
   *
   * @param topic as it was at the start
   */
  public TopicGuard(TopicIdentity identity, LogTopic topic, Duration interval) {
    this.identity = identity;
    this.topic = topic;
    long nanos = interval.toNanos();
    var unused = clock.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "topic-guard");
    thread.setDaemon(true);
    return thread;
  }

  private void look() {
    try {
      identity.topicId().filter(now -> !now.equals(topic.id())).ifPresent(this::refuse);
      away = false;
    } catch (LogUnavailableException e) {
      LOG.debug("The log does not answer; will ask again", e);
      away = true;
    } catch (RuntimeException e) {
      // a broker that is starting may not know the topic yet; only another id is proof
      LOG.debug("Cannot check the topic; will retry", e);
    }
  }

  private void refuse(String now) {
    LogMismatchException found = LogContinuity.otherTopic(topic.id(), Optional.of(now));
    LOG.error("Refusing all reads and writes until the restart. {}", found.getMessage());
    mismatch = found;
    clock.shutdown();
  }

  /**
   * Passes while the topic is the one that was found at start.
   *
   * @throws LogUnavailableException if it no longer is
   */
  void requireSame() {
    if (mismatch != null) {
      throw new LogUnavailableException(mismatch.getMessage(), mismatch);
    }
  }

  /**
   * Passes unless the log is known not to answer.
   *
   * @throws LogAwayException if it does not
   */
  void requireAnswering() {
    if (away) {
      throw new LogAwayException();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
