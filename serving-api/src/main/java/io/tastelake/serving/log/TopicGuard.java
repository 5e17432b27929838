package io.tastelake.serving.log;

import io.tastelake.contracts.log.Topics;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices within a moment that the topic was deleted and created anew. Kafka's clients would go on
 * with the new one, whose offsets mean nothing to the lake. Thread-safe.
 */
public final class TopicGuard implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicGuard.class);

  private final Admin admin;
  private final LogTopic topic;
  private final Duration timeout;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(TopicGuard::thread);
  private volatile LogMismatchException mismatch;

  public TopicGuard(Admin admin, LogTopic topic, Duration interval, Duration timeout) {
    this.admin = admin;
    this.topic = topic;
    this.timeout = timeout;
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
      String now = LogTopic.describe(admin, timeout).topicId().toString();
      if (!now.equals(topic.id())) {
        refuse(
            "The topic '%s' was created anew: its id is %s, the lake continues %s. Restart the API"
                    .formatted(Topics.INTERACTIONS, now, topic.id())
                + " with a log and a lake that belong together.");
      }
    } catch (RuntimeException e) {
      // a broker that is starting may not know the topic yet; only another id is proof
      LOG.debug("Cannot check the topic; will retry", e);
    }
  }

  private void refuse(String reason) {
    LOG.error("Refusing all reads and writes from now on. {}", reason);
    mismatch = new LogMismatchException(reason);
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

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
