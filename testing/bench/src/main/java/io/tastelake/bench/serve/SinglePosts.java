package io.tastelake.bench.serve;

import io.tastelake.bench.load.Load;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.Bodies;
import io.tastelake.bench.subject.CpuShare;
import io.tastelake.bench.subject.Subject;
import java.time.Duration;
import java.util.List;

/** P2: one interaction a request. */
final class SinglePosts {

  private static final int CLIENTS = 64;
  private static final int BODIES = 20_000;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration DURING = Duration.ofSeconds(10);

  /** Requests per second that PredictionIO reaches at its best, and its median latency there. */
  private static final double PEER_RATE = 1_100;

  private static final double PEER_MEDIAN_MILLIS = 12;

  private SinglePosts() {}

  static void measure(Subject subject, Report report) throws Exception {
    List<Bodies.Single> singles = Bodies.singles(subject.events(2), BODIES);
    Load.closed(() -> subject.singleLane(singles), CLIENTS, WARM_UP);
    subject.lake().untilCommitted();
    CpuShare share = CpuShare.from(subject.standalone().handle());
    Load most = Load.closed(() -> subject.singleLane(singles), CLIENTS, DURING);
    report.add(
        Figure.of("P2", "single POST, 64 connections, closed loop", most.rate(), "events/s")
            .target(Target.atLeast(5 * PEER_RATE))
            .note(share.text(most.requests()) + "; " + latencies(most)));
    subject.lake().untilCommitted();
    Load paced = Load.open(() -> subject.singleLane(singles), CLIENTS, PEER_RATE, DURING);
    report.add(
        Figure.of("P2", "single POST at 1,100/s, open loop, p99", paced.millis(99), "ms")
            .target(Target.atMost(PEER_MEDIAN_MILLIS))
            .note(latencies(paced)));
    double half = most.rate() / 2;
    Load busy = Load.open(() -> subject.singleLane(singles), CLIENTS, half, DURING);
    report.add(
        Figure.of("P2", "single POST at half its maximum, open loop, p99", busy.millis(99), "ms")
            .note("%,.0f/s; ".formatted(half) + latencies(busy)));
  }

  static String latencies(Load load) {
    return "p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms"
        .formatted(
            load.millis(50), load.millis(90), load.millis(99), load.millis(99.9), load.millis(100));
  }
}
