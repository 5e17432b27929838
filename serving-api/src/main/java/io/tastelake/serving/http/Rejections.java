package io.tastelake.serving.http;

import io.tastelake.domain.command.VisibleText;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refused requests whose answer nobody reads, and logs one line a minute for each reason.
 * Thread-safe.
 */
final class Rejections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

  static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final String UNVERIFIED = "unverified";
  private static final int MAX_ACCOUNTS = 5;
  private static final int MAX_MESSAGE_LENGTH = 300;

  /** Messages quote what a caller sent: ids of users, or a token, are in no log. */
  private static final Pattern QUOTED = Pattern.compile("'[^']*'?");

  private final Consumer<String> log;
  private final Map<String, Reason> reasons = new TreeMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Rejections::thread);

  /** What was refused for one reason since the last line. */
  private static final class Reason {

    private final String message;
    private final Set<String> accounts = new LinkedHashSet<>();
    private long count;

    Reason(String message) {
      this.message = message;
    }

    void add(String account) {
      count++;
      if (accounts.size() < MAX_ACCOUNTS) {
        accounts.add(account);
      }
    }
  }

  /** Logs until it is closed. */
  Rejections() {
    this(LOG::warn);
    long nanos = INTERVAL.toNanos();
    var unused = clock.scheduleWithFixedDelay(this::flush, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Gives lines to {@code log} when it is flushed. */
  Rejections(Consumer<String> log) {
    this.log = log;
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "rejections");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Counts a refusal.
   *
   * @param account whose token was genuine
   */
  synchronized void count(Optional<String> account, ApiException refusal) {
    String name = refusal.data().getOrDefault("name", refusal.kind().wireName());
    reasons
        .computeIfAbsent(name, unknown -> new Reason(refusal.getMessage()))
        .add(account.orElse(UNVERIFIED));
  }

  /** Logs a line for each reason since the last time. */
  synchronized void flush() {
    reasons.forEach(
        (name, reason) ->
            log.accept(
                "Refused %d beacon%s: %s, of %s, the first: %s"
                    .formatted(
                        reason.count,
                        reason.count == 1 ? "" : "s",
                        name,
                        String.join(", ", reason.accounts),
                        loggable(reason.message))));
    reasons.clear();
  }

  private static String loggable(String message) {
    String line = VisibleText.of(QUOTED.matcher(message).replaceAll("'…'"));
    return line.length() > MAX_MESSAGE_LENGTH ? line.substring(0, MAX_MESSAGE_LENGTH) + "…" : line;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    flush();
  }
}
