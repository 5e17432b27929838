package io.tastelake.bench.ingest;

import io.tastelake.bench.load.EventTopic;
import io.tastelake.bench.load.Lane;
import io.tastelake.bench.load.Load;
import io.tastelake.bench.load.NarrowEvents;
import io.tastelake.bench.measure.Rounds;
import io.tastelake.bench.subject.FlinkEnvironment;
import io.tastelake.stream.ingest.IngestInteractionsConfig;
import io.tastelake.stream.ingest.IngestInteractionsTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How regularly rows become visible while they trickle in.
 *
 * @param medianSeconds between two commits
 * @param maxSeconds between two commits
 * @param commits how many were looked at
 */
record Freshness(double medianSeconds, double maxSeconds, int commits) {

  private static final int ROWS_A_TICK = 100;

  /** Follows the log with commits every {@code interval} while rows come at a rate. */
  static Freshness measure(
      IngestInteractionsConfig config,
      Path lake,
      EventTopic log,
      NarrowEvents events,
      double rowsPerSecond,
      Duration during)
      throws Exception {
    StreamExecutionEnvironment env = FlinkEnvironment.oneSlot(config.engine().checkpointInterval());
    IngestInteractionsTopology.define(env, config);
    JobClient job = env.executeAsync();
    try {
      Instant start = Instant.now();
      Load.open(() -> lane(log, events), 1, rowsPerSecond / ROWS_A_TICK, during);
      log.awaitAcknowledged();
      return of(LakeFiles.under(lake).commits(), start.plus(during.dividedBy(4)));
    } finally {
      job.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  private static Lane lane(EventTopic log, NarrowEvents events) {
    return new Lane() {
      @Override
      public void request(long number) {
        for (int row = 0; row < ROWS_A_TICK; row++) {
          log.send(log.encode(events.event()));
        }
      }

      @Override
      public void close() {}
    };
  }

  // The first quarter is left out: the job starts and warms up.
  private static Freshness of(NavigableMap<Long, Instant> commits, Instant from) {
    List<Double> intervals = new ArrayList<>();
    Instant before = null;
    for (Instant commit : commits.values()) {
      if (commit.isAfter(from)) {
        if (before != null) {
          intervals.add(Duration.between(before, commit).toNanos() / 1e9);
        }
        before = commit;
      }
    }
    double[] seconds = intervals.stream().mapToDouble(Double::doubleValue).toArray();
    double longest = intervals.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return new Freshness(Rounds.median(seconds), longest, seconds.length + 1);
  }
}
