package io.tastelake.batch.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Lines for logs and pipes: one every 30 seconds while a stage runs, none for a short stage. */
final class Lines implements Display {

  static final Duration PAUSE = Duration.ofSeconds(30);

  private final PrintWriter out;
  private final String stage;
  private final long total;
  private final Instant start;
  private Instant next;

  Lines(PrintWriter out, String stage, long total, Instant start) {
    this.out = out;
    this.stage = stage;
    this.total = total;
    this.start = start;
    this.next = start.plus(PAUSE);
  }

  @Override
  public void reached(long rows, Instant now) {
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    double seconds = Math.max(1e-3, Duration.between(start, now).toMillis() / 1e3);
    double rate = rows / seconds;
    say(
        "%s: %,d%s rows, %,.0f rows/s%s"
            .formatted(
                stage, rows, total > 0 ? " of %,d".formatted(total) : "", rate, left(rows, rate)));
  }

  private String left(long rows, double rate) {
    if (total <= 0 || rows <= 0 || rows > total) {
      return "";
    }
    long seconds = Math.round((total - rows) / rate);
    return ", about %d:%02d:%02d left".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  @Override
  public void say(String sentence) {
    synchronized (out) {
      out.println(sentence);
      out.flush();
    }
  }

  @Override
  public void close() {}
}
