package io.tastelake.stream.lake;

import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.stream.metric.JobMetric;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what was committed: metrics always, a line per commit for debugging, and now and then a line
 * that sums up.
 */
final class CommitReport {

  private static final Logger LOG = LoggerFactory.getLogger(CommitReport.class);
  private static final Duration SUMMARY_INTERVAL = Duration.ofSeconds(30);

  private final Clock clock;
  private final Counter commits;
  private final Counter committedRows;
  private final Counter committedFiles;

  private volatile long lagMillis;
  private volatile long committedAt;
  private long commitsSince;
  private long rowsSince;
  private Instant summedUpAt = Instant.MIN;

  CommitReport(MetricGroup metrics, Clock clock) {
    this.clock = clock;
    this.commits = metrics.counter(JobMetric.COMMITS.label());
    this.committedRows = metrics.counter(JobMetric.COMMITTED_ROWS.label());
    this.committedFiles = metrics.counter(JobMetric.COMMITTED_FILES.label());
    metrics.gauge(JobMetric.COMMIT_LAG.label(), () -> lagMillis);
    this.committedAt = clock.millis();
    metrics.gauge(JobMetric.COMMIT_AGE.label(), () -> clock.millis() - committedAt);
  }

  /** {@code append} is in the lake now. */
  void committed(LakeAppend append) {
    long rows = append.files().stream().mapToLong(DataFile::rows).sum();
    count(append, rows);
    LOG.debug(
        "Committed {} rows in {} files, {} ms after the first was written; passed {}",
        rows,
        append.files().size(),
        lagMillis,
        append.ranges());
    sumUp();
  }

  private void count(LakeAppend append, long rows) {
    commits.inc();
    committedRows.inc(rows);
    committedFiles.inc(append.files().size());
    commitsSince++;
    rowsSince += rows;
    long now = clock.millis();
    committedAt = now;
    lagMillis = append.files().stream().mapToLong(file -> now - file.modifiedAt()).max().orElse(0L);
  }

  private void sumUp() {
    Instant now = clock.instant();
    if (summedUpAt.isBefore(now.minus(SUMMARY_INTERVAL))) {
      LOG.info(
          "{} rows in {} commits since the last such line; the latest lagged {} ms",
          rowsSince,
          commitsSince,
          lagMillis);
      commitsSince = 0;
      rowsSince = 0;
      summedUpAt = now;
    }
  }
}
