package io.tastelake.stream.store;

import io.tastelake.stream.metric.JobMetric;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the store in a thread of its own; the task's thread only takes what changed. */
final class StoreSourceReader implements SourceReader<StoreView, NoSplit> {

  private static final Logger LOG = LoggerFactory.getLogger(StoreSourceReader.class);

  private final StoreReader reader;
  private final Duration refreshInterval;
  private final ScheduledExecutorService clock;
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private StoreView seen;
  private StoreView toEmit;
  private volatile boolean away;

  StoreSourceReader(StoreAccess store, Duration refreshInterval, MetricGroup metrics) {
    this.reader = new StoreReader(store);
    this.refreshInterval = refreshInterval;
    this.clock = new ScheduledThreadPoolExecutor(1, StoreSourceReader::thread);
    metrics.gauge(JobMetric.STORE_AWAY.label(), () -> away ? 1 : 0);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "look-at-store");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void start() {
    var unused =
        clock.scheduleWithFixedDelay(
            this::look, 0, refreshInterval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      found(reader.read());
      if (away) {
        LOG.info("The online store answers again.");
      }
      away = false;
    } catch (SQLException | RuntimeException e) {
      if (!away) {
        LOG.warn("The online store does not answer; its last answers stay in use.", e);
      }
      away = true;
    }
  }

  private synchronized void found(StoreView view) {
    if (!view.equals(seen)) {
      seen = view;
      toEmit = view;
      available.complete(null);
    }
  }

  @Override
  public synchronized InputStatus pollNext(ReaderOutput<StoreView> out) {
    if (toEmit != null) {
      out.collect(toEmit);
      toEmit = null;
    }
    if (available.isDone()) {
      available = new CompletableFuture<>();
    }
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public synchronized CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public List<NoSplit> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public void addSplits(List<NoSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      if (clock.awaitTermination(5, TimeUnit.SECONDS)) {
        reader.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
