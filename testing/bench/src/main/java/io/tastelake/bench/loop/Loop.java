package io.tastelake.bench.loop;

import io.tastelake.bench.load.Load;
import io.tastelake.bench.loop.Meter.Used;
import io.tastelake.bench.loop.TasteLag.Seen;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.Subject;
import io.tastelake.domain.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Watches a standalone while load comes at a rate. */
final class Loop {

  private static final Duration CATCH_UP = Duration.ofMinutes(15);

  private final Subject subject;
  private final Report report;
  private final Duration window;
  private final Meter meter;

  Loop(Subject subject, Path postgres, Report report, Duration window) {
    this.subject = subject;
    this.report = report;
    this.window = window;
    this.meter = new Meter(subject.standalone(), postgres);
  }

  private interface Watching {
    void run(TasteLag taste, LakeLag lake) throws Exception;
  }

  private void watching(Watching work) throws Exception {
    TasteLag taste = new TasteLag(subject);
    LakeLag lake = new LakeLag(subject.lake());
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Void>> watchers = List.of(taste::post, taste::watch, lake::watch);
      List<Future<Void>> running = watchers.stream().map(threads::submit).toList();
      work.run(taste, lake);
      taste.end();
      lake.end();
      for (Future<Void> each : running) {
        Void unused = each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Waits until what happens now is shown within two seconds. */
  void awaitCaughtUp() throws Exception {
    long end = System.nanoTime() + CATCH_UP.toNanos();
    watching(
        (taste, lake) -> {
          Seen seen;
          do {
            if (System.nanoTime() > end) {
              throw new IllegalStateException("Taste has not caught up within " + CATCH_UP);
            }
            Pause.of(Duration.ofSeconds(2));
            seen = taste.seen();
          } while (seen.shown().getTotalCount() == 0
              || seen.seconds(100) > 2
              || seen.oldest() > 2_000_000_000L);
        });
  }

  /** Measures until {@code load} ends; what counts is the second half. */
  void measure(Future<Load> load, double rate, Duration during) throws Exception {
    watching(
        (taste, lake) -> {
          run(taste, lake, rate, during.dividedBy(2), null);
          Half half = new Half(meter.now(), ThreadCpu.from(subject.standalone().handle()));
          run(taste, lake, rate, during.dividedBy(2), half);
          double events = rate * during.toMillis() / 2e3;
          report(half, meter.now().since(half.before).each(events), (long) events);
        });
    Load done = load.get();
    report.add(Figure.of("P0", "events accepted", done.rate() * 100, "events/s"));
  }

  /** What is gathered of the second half. */
  private static final class Half {
    private final Used before;
    private final ThreadCpu threads;
    private final Histogram taste = new Histogram(3);
    private double lake;
    private double oldest;

    Half(Used before, ThreadCpu threads) {
      this.before = before;
      this.threads = threads;
    }
  }

  private void run(TasteLag taste, LakeLag lake, double rate, Duration during, Half half)
      throws Exception {
    long end = System.nanoTime() + during.toNanos();
    Used before = meter.now();
    long from = System.nanoTime();
    while (System.nanoTime() < end) {
      Pause.until(Math.min(end, from + window.toNanos()));
      long to = System.nanoTime();
      Used now = meter.now();
      Seen seen = taste.seen();
      say(seen, lake, now.since(before).each(rate * (to - from) / 1e9));
      if (half != null) {
        half.taste.add(seen.shown());
        half.lake = Math.max(half.lake, lake.seconds());
        half.oldest = seen.oldest() / 1e9;
      }
      before = now;
      from = to;
    }
  }

  private void say(Seen seen, LakeLag lake, Used each) {
    report.progress(
        String.format(
            Locale.ROOT,
            "taste %6.2f s (p99 %6.2f, waiting %6.2f)   lake %5.2f s   µs an event: Java %5.1f,"
                + " PostgreSQL %5.1f, generator %4.1f",
            seen.seconds(50),
            seen.seconds(99),
            seen.oldest() / 1e9,
            lake.seconds(),
            each.java(),
            each.postgres(),
            each.generator()));
  }

  private void report(Half half, Used each, long events) {
    Seen seen = new Seen(half.taste, (long) (half.oldest * 1e9));
    report.add(
        Figure.of("P0", "200 OK → taste in the online store, p99", seen.seconds(99), "s")
            .target(Target.atMost(2))
            .note(
                String.format(
                    Locale.ROOT,
                    "p50 %.2f s, of %d; the oldest not shown at the end waited %.2f s",
                    seen.seconds(50),
                    half.taste.getTotalCount(),
                    half.oldest)));
    report.add(Figure.of("P0", "200 OK → lake, longest", half.lake, "s").target(Target.atMost(3)));
    report.add(
        Figure.of("P0", "standalone's JVM", each.java(), "µs/event")
            .note("by threads: " + half.threads.text(events)));
    report.add(Figure.of("P0", "PostgreSQL", each.postgres(), "µs/event"));
    report.add(Figure.of("P0", "load generator", each.generator(), "µs/event"));
  }
}
