package io.tastelake.stream.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.store.StoreException;
import io.tastelake.stream.metric.JobMetric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Writes updates in batches. Of a batch that the store refuses, halves are written, and halves of
 * halves, until the one that it refuses stands alone; that is held apart, and the others are
 * written.
 */
final class TasteWriter implements StatefulSinkWriter<TasteUpdate, TasteUpdate> {

  private static final int BATCH = 500;
  private static final long BATCH_INTERVAL_MILLIS = 50;
  private static final long RETRY_INTERVAL_MILLIS = 1_000;

  /** Whose update it is. */
  record Whose(DatabaseId database, UserId user) {

    static Whose of(TasteUpdate update) {
      return new Whose(update.database(), update.user());
    }
  }

  private final TasteStore store;
  private final RefusedUpdates refused;
  private final ProcessingTimeService time;
  private final Map<Whose, TasteUpdate> batch = new LinkedHashMap<>();
  private final Counter writes;
  private final Counter writeMillis;
  private boolean flushIsDue;
  private boolean retryIsDue;

  TasteWriter(
      TasteStore store, RefusedUpdates refused, ProcessingTimeService time, MetricGroup metrics) {
    this.store = store;
    this.refused = refused;
    this.time = time;
    this.writes = metrics.counter(JobMetric.STORE_WRITES.label());
    this.writeMillis = metrics.counter(JobMetric.STORE_WRITE_MILLIS.label());
  }

  /** Holds what was held at the checkpoint. */
  void restore(Collection<TasteUpdate> held) {
    held.forEach(update -> refused.hold(update, now()));
    retryLater();
  }

  @Override
  public void write(TasteUpdate update, Context context) {
    if (refused.replace(update)) {
      return;
    }
    batch.put(Whose.of(update), update);
    if (batch.size() >= BATCH) {
      flush();
    } else if (!flushIsDue) {
      flushIsDue = true;
      var unused =
          time.registerTimer(
              now() + BATCH_INTERVAL_MILLIS,
              at -> {
                flushIsDue = false;
                flush();
              });
    }
  }

  @Override
  public void flush(boolean endOfInput) {
    flush();
  }

  private void flush() {
    if (!batch.isEmpty()) {
      List<TasteUpdate> updates = new ArrayList<>(batch.values());
      write(updates);
      batch.clear();
    }
  }

  private void write(List<TasteUpdate> updates) {
    try {
      long began = System.nanoTime();
      store.write(updates);
      writes.inc();
      writeMillis.inc((System.nanoTime() - began) / 1_000_000);
    } catch (StoreException e) {
      if (!e.mayBeOfTheRows()) {
        throw e;
      }
      if (updates.size() > 1) {
        int middle = updates.size() / 2;
        write(updates.subList(0, middle));
        write(updates.subList(middle, updates.size()));
      } else {
        store.requireAnswer();
        refused.add(updates.get(0), e, now());
        retryLater();
      }
    }
  }

  private void retryLater() {
    if (!retryIsDue && !refused.isEmpty()) {
      retryIsDue = true;
      var unused =
          time.registerTimer(
              now() + RETRY_INTERVAL_MILLIS,
              at -> {
                retryIsDue = false;
                refused.retry(time::getCurrentProcessingTime);
                retryLater();
              });
    }
  }

  private long now() {
    return time.getCurrentProcessingTime();
  }

  @Override
  public List<TasteUpdate> snapshotState(long checkpoint) {
    return refused.updates();
  }

  @Override
  public void close() {
    store.close();
  }
}
