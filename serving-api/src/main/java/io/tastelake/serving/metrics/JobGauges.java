package io.tastelake.serving.metrics;

import io.tastelake.serving.metrics.Metrics.Sample;
import io.tastelake.serving.metrics.Metrics.Samples;
import io.tastelake.store.JobRunsTable;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreException;
import io.tastelake.store.TasksTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How batch jobs ended, as their rows in the online store say, and which deletions wait for them:
 * so a job needs nobody to push its figures to. While the store is away the last figures stand.
 */
public final class JobGauges implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(JobGauges.class);
  private static final Duration MAX_AGE = Duration.ofSeconds(10);

  private final OnlineStore store;
  private final String erasures;
  private final Clock clock;
  private final Samples ended;
  private final Samples succeeded;
  private final Samples durations;
  private final Samples failed;
  private final Samples rows;
  private final Samples drift;
  private Instant askedAt = Instant.MIN;
  private TasksTable.Waiting open = TasksTable.Waiting.NONE;

  private JobGauges(Metrics metrics, OnlineStore store, String erasures, Clock clock) {
    this.store = store;
    this.erasures = erasures;
    this.clock = clock;
    this.ended = metrics.samples(Metric.JOB_LAST_END);
    this.succeeded = metrics.samples(Metric.JOB_LAST_SUCCESS);
    this.durations = metrics.samples(Metric.JOB_LAST_DURATION);
    this.failed = metrics.samples(Metric.JOB_LAST_FAILED);
    this.rows = metrics.samples(Metric.JOB_LAST_ROWS);
    this.drift = metrics.samples(Metric.JOB_LAST_DRIFT);
  }

  /**
   * Shows them in {@code metrics}.
   *
   * @param erasures the name of tasks that delete users
   */
  public static void show(Metrics metrics, OnlineStore store, String erasures, Clock clock) {
    JobGauges gauges = new JobGauges(metrics, store, erasures, clock);
    metrics.gauge(Metric.ERASURES_OPEN, gauges::openErasures);
    metrics.gauge(Metric.ERASURES_OLDEST_AGE, gauges::oldestErasure);
    metrics.beforeScrape(gauges);
  }

  private synchronized long openErasures() {
    return open.tasks();
  }

  private synchronized long oldestErasure() {
    return open.oldest().map(at -> Duration.between(at, clock.instant()).toSeconds()).orElse(0L);
  }

  @Override
  public synchronized void run() {
    if (clock.instant().isBefore(askedAt.plus(MAX_AGE))) {
      return;
    }
    askedAt = clock.instant();
    try {
      List<JobRunsTable.Last> last =
          store.with(
              connection -> {
                open = new TasksTable(connection).waiting(erasures);
                return new JobRunsTable(connection).last();
              });
      show(last);
    } catch (StoreException e) {
      LOG.warn("Metrics of batch jobs are not up to date: {}", e.brief());
    }
  }

  private void show(List<JobRunsTable.Last> last) {
    ended.show(samples(last, each -> seconds(each.run().ended())));
    succeeded.show(samples(last, each -> each.succeeded().map(JobGauges::seconds).orElse(null)));
    durations.show(
        samples(
            last,
            each -> Duration.between(each.run().began(), each.run().ended()).toMillis() / 1e3));
    failed.show(
        samples(last, each -> each.run().result() == JobRunsTable.Result.FAILED ? 1.0 : 0.0));
    rows.show(samples(last, each -> number(each.run().rows())));
    drift.show(samples(last, each -> number(each.run().drift())));
  }

  private static Double number(OptionalLong value) {
    return value.isPresent() ? (double) value.getAsLong() : null;
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / 1e3;
  }

  private static List<Sample> samples(
      List<JobRunsTable.Last> last, Function<JobRunsTable.Last, Double> value) {
    List<Sample> samples = new ArrayList<>();
    for (JobRunsTable.Last each : last) {
      Double now = value.apply(each);
      if (now != null) {
        samples.add(new Sample(now, List.of(each.run().job(), each.run().database())));
      }
    }
    return samples;
  }
}
