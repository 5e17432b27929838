package io.tastelake.bench.serve;

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

/** P4: from 200 OK into the next GET of that user, and into the lake, at 10,000 events/s. */
final class ReadYourWrites {

  private static final int ROWS = 100;
  private static final double EVENTS_PER_SECOND = 10_000;
  private static final double PROBES_PER_SECOND = 50;
  private static final Duration DURING = Duration.ofSeconds(20);
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final long FIRST_PROBE_ITEM = 3_000_000_000L;

  /** The standalone's checkpoint interval and the second that is allowed above it. */
  private static final double LAKE_TARGET_SECONDS = 2 + 1;

  private final Subject subject;
  private final Histogram reads = new Histogram(3);
  private final Histogram commits = new Histogram(3);

  private ReadYourWrites(Subject subject) {
    this.subject = subject;
  }

  static void measure(Subject subject, Report report) throws Exception {
    new ReadYourWrites(subject).besideLoad(WARM_UP);
    ReadYourWrites measured = new ReadYourWrites(subject);
    CpuShare share = CpuShare.from(subject.standalone().handle());
    Load load = measured.besideLoad(DURING);
    measured.report(report, load, share);
  }

  private Load besideLoad(Duration during) throws Exception {
    List<byte[]> bodies = Bodies.bulks(subject.events(3), 100, ROWS);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Load>> work =
          List.of(
              () -> Load.open(() -> subject.bulkLane(bodies), 4, EVENTS_PER_SECOND / ROWS, during),
              () -> Load.open(this::probe, 1, PROBES_PER_SECOND, during),
              () -> Load.closed(this::commit, 1, during));
      List<Future<Load>> done = threads.invokeAll(work);
      done.get(1).get();
      done.get(2).get();
      return done.get(0).get();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Posts something that no one else posts, and asks for it at once. */
  private Lane probe() {
    ApiConnection connection = subject.connect();
    SplittableRandom random = new SplittableRandom(subject.seed());
    return Subject.lane(
        connection,
        number -> {
          int user = subject.users().byActivity(random);
          long item = FIRST_PROBE_ITEM + random.nextInt(1_000_000_000);
          connection.post(
              "/v1/users/" + user + "/interactions/" + item + "/",
              "{\"interaction_type\":\"productView\"}".getBytes(StandardCharsets.UTF_8));
          long acknowledged = System.nanoTime();
          byte[] page = connection.fetch("/v1/users/" + user + "/interactions-bulk/");
          reads.recordValue(System.nanoTime() - acknowledged);
          requireHolds(page, item);
        });
  }

  private static void requireHolds(byte[] page, long item) {
    if (!new String(page, StandardCharsets.UTF_8).contains(Long.toString(item))) {
      throw new IllegalStateException(
          "An acknowledged write is not in the next GET: item " + item + ". This is a bug.");
    }
  }

  private Lane commit() {
    return new Lane() {
      @Override
      public void request(long number) {
        commits.recordValue(subject.lake().untilCommitted().toNanos());
      }

      @Override
      public void close() {}
    };
  }

  private void report(Report report, Load load, CpuShare share) {
    report.add(
        Figure.of(
                "P4",
                "200 OK → in the user's next GET, at 10 k events/s, p99",
                reads.getValueAtPercentile(99) / 1e6,
                "ms")
            .target(Target.atMost(20))
            .note(
                "p50 %.1f ms, max %.1f ms of %d; %s; bulk POST of 100 meanwhile: %s"
                    .formatted(
                        reads.getValueAtPercentile(50) / 1e6,
                        reads.getMaxValue() / 1e6,
                        reads.getTotalCount(),
                        share.text(load.requests() * ROWS),
                        SinglePosts.latencies(load))));
    report.add(
        Figure.of(
                "P4",
                "200 OK → committed in the lake, at 10 k events/s, p99",
                commits.getValueAtPercentile(99) / 1e9,
                "s")
            .target(Target.atMost(LAKE_TARGET_SECONDS))
            .note(
                "p50 %.2f s of %d; checkpoint interval 2 s"
                    .formatted(commits.getValueAtPercentile(50) / 1e9, commits.getTotalCount())));
  }
}
