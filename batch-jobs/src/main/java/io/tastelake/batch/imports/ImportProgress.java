package io.tastelake.batch.imports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Says how far an import is, as often as executors say it, in the middle of tasks too. Called by
 * one thread.
 */
final class ImportProgress extends SparkListener {

  static final String ROWS = "imported rows";
  static final String BYTES = "imported bytes";

  private final long totalBytes;
  private final Clock clock;
  private final Instant started;
  private final Consumer<String> report;
  private final Map<Long, Long> rows = new HashMap<>();
  private final Map<Long, Long> bytes = new HashMap<>();
  private long reported;

  ImportProgress(long totalBytes, Clock clock, Consumer<String> report) {
    this.totalBytes = totalBytes;
    this.clock = clock;
    this.started = clock.instant();
    this.report = report;
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    CollectionConverters.asJava(update.accumUpdates())
        .forEach(task -> take((Long) task._1(), CollectionConverters.asJava(task._4())));
    report();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    take(end.taskInfo().taskId(), CollectionConverters.asJava(end.taskInfo().accumulables()));
  }

  private void take(long task, Iterable<AccumulableInfo> updates) {
    for (AccumulableInfo update : updates) {
      if (isNamed(ROWS, update)) {
        rows.put(task, (Long) update.update().get());
      } else if (isNamed(BYTES, update)) {
        bytes.put(task, (Long) update.update().get());
      }
    }
  }

  private static boolean isNamed(String name, AccumulableInfo update) {
    return update.name().isDefined()
        && update.name().get().equals(name)
        && update.update().isDefined();
  }

  private void report() {
    long count = sum(rows);
    if (count > reported) {
      reported = count;
      report.accept(text(count, sum(bytes), Duration.between(started, clock.instant())));
    }
  }

  private String text(long count, long read, Duration passed) {
    double seconds = Math.max(1e-3, passed.toMillis() / 1e3);
    double share = Math.min(1, read / (double) Math.max(1, totalBytes));
    String rate = "%,d rows, %,.0f rows/s".formatted(count, count / seconds);
    return share == 0
        ? rate
        : rate + ", %.0f %%, %,.0f s left".formatted(100 * share, seconds / share - seconds);
  }

  private static long sum(Map<Long, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
