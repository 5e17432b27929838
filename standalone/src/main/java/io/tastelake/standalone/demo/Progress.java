package io.tastelake.standalone.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Says how far a load has come. */
interface Progress extends AutoCloseable {

  void reached(long rows);

  @Override
  void close();

  /**
   * A bar where there is a terminal, else a line every few seconds. The launcher tells which: what
   * the JDK says of it depends on its version.
   */
  static Progress on(PrintStream out, long total, Clock clock) {
    boolean terminal = Boolean.getBoolean("tastelake.terminal");
    return terminal ? new Bar(out, total) : new Lines(out, total, clock);
  }

  /** A bar with rows, rate and time left. */
  final class Bar implements Progress {

    private final ProgressBar bar;

    Bar(PrintStream out, long total) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("  loading")
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUnit(" rows", 1)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(out))
              .showSpeed()
              .build();
    }

    @Override
    public void reached(long rows) {
      bar.stepTo(rows);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Lines for logs and pipes. */
  final class Lines implements Progress {

    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final PrintStream out;
    private final long total;
    private final Clock clock;
    private final Instant start;
    private Instant next;

    Lines(PrintStream out, long total, Clock clock) {
      this.out = out;
      this.total = total;
      this.clock = clock;
      this.start = clock.instant();
      this.next = start.plus(PAUSE);
    }

    @Override
    public void reached(long rows) {
      Instant now = clock.instant();
      if (now.isBefore(next) || rows == 0) {
        return;
      }
      next = now.plus(PAUSE);
      double rate = rows / (Duration.between(start, now).toMillis() / 1000.0);
      out.printf(
          Locale.ROOT,
          "  loading %,d of %,d rows (%d %%), %,.0f rows/s, %.0f s left%n",
          rows,
          total,
          100 * rows / total,
          rate,
          (total - rows) / rate);
    }

    @Override
    public void close() {}
  }
}
