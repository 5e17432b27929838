package io.tastelake.bench.taste;

import io.tastelake.bench.load.Lane;
import io.tastelake.bench.load.Load;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.ApiConnection;
import io.tastelake.bench.subject.Bodies;
import io.tastelake.bench.subject.CpuShare;
import io.tastelake.bench.subject.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** P4: from 200 OK to the taste vector that takes it in, while interactions come at a rate. */
final class TasteFreshness {

  private static final int ROWS = 10;
  private static final double EVENTS_PER_SECOND = 1_000;
  private static final double PROBES_PER_SECOND = 20;

  /** A standalone that has just started is busy compiling for most of it. */
  private static final Duration WARM_UP = Duration.ofSeconds(60);

  private static final Duration DURING = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final double TARGET_MILLIS = 500;
  private static final int LINES = 8;

  /** Above all items of the load. */
  private static final long FIRST_PROBE_ITEM = 3_000_000_000L;

  private final Subject subject;
  private final Histogram latencies = new Histogram(3);

  private TasteFreshness(Subject subject) {
    this.subject = subject;
  }

  static void measure(Subject subject, Report report) throws Exception {
    new TasteFreshness(subject).besideLoad(WARM_UP);
    TasteFreshness measured = new TasteFreshness(subject);
    CpuShare share = CpuShare.from(subject.standalone().handle());
    Load load = measured.besideLoad(DURING);
    measured.report(report, share.text(load.requests() * ROWS));
  }

  private Load besideLoad(Duration during) throws Exception {
    List<byte[]> bodies = Bodies.bulks(subject.events(7), 1_000, ROWS);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Load>> work =
          List.of(
              () -> Load.open(() -> subject.bulkLane(bodies), 4, EVENTS_PER_SECOND / ROWS, during),
              () -> Load.open(this::probe, 8, PROBES_PER_SECOND, during));
      List<Future<Load>> done = threads.invokeAll(work);
      done.get(1).get();
      return done.get(0).get();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Posts something that no one else posts, and waits until the user's taste shows it. */
  private Lane probe() throws Exception {
    ApiConnection connection = subject.connect();
    TasteWatch watch = new TasteWatch(subject.standalone().store(), TIMEOUT);
    SplittableRandom random = new SplittableRandom();
    return new Lane() {
      @Override
      public void request(long number) throws Exception {
        String user = Integer.toString(subject.users().byActivity(random));
        String item = Long.toString(FIRST_PROBE_ITEM + random.nextInt(1_000_000_000));
        connection.post(
            "/v1/users/" + user + "/interactions/" + item + "/",
            "{\"interaction_type\":\"productView\"}".getBytes(StandardCharsets.UTF_8));
        long acknowledged = System.nanoTime();
        watch.awaitShown(subject.database(), user, item);
        record(System.nanoTime() - acknowledged);
      }

      @Override
      public void close() {
        connection.close();
        watch.close();
      }
    };
  }

  private synchronized void record(long nanos) {
    latencies.recordValue(nanos);
  }

  private void report(Report report, String share) {
    report.add(
        Figure.of(
                "P4",
                "200 OK → taste vector in the online store, at 1 k events/s, p99",
                millis(99),
                "ms")
            .target(Target.atMost(TARGET_MILLIS))
            .note(
                "p50 %.0f ms, p90 %.0f ms, max %.0f ms of %d; %s"
                    .formatted(
                        millis(50), millis(90), millis(100), latencies.getTotalCount(), share)));
    draw(report);
  }

  /** Where the latencies lie, by powers of two. */
  private void draw(Report report) {
    long most = 1;
    long[] counts = new long[LINES];
    for (int line = 0; line < LINES; line++) {
      counts[line] = latencies.getCountBetweenValues(nanos(line - 1), nanos(line) - 1);
      most = Math.max(most, counts[line]);
    }
    for (int line = 0; line < LINES; line++) {
      report.progress(
          "%6d ms %6d %s"
              .formatted(
                  nanos(line) / 1_000_000, counts[line], "#".repeat(bar(counts[line], most))));
    }
  }

  private static int bar(long count, long most) {
    return (int) Math.ceil(50.0 * count / most);
  }

  private static long nanos(int line) {
    return line < 0 ? 0 : (16_000_000L << line);
  }

  private double millis(double percent) {
    return latencies.getValueAtPercentile(percent) / 1e6;
  }
}
