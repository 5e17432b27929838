package io.tastelake.bench.loop;

import io.tastelake.bench.subject.ApiConnection;
import io.tastelake.bench.subject.Subject;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.time.Pause;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.TasteTable;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/**
 * How long it takes from 200 OK until the online store shows the rating: users act now and then on
 * an item of their own, and the store is asked for it until it is there.
 */
final class TasteLag {

  /** Above all items of the load. */
  private static final long FIRST_ITEM = 3_000_000_000L;

  private static final double PER_SECOND = 20;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  /** A probe is looked at again when it is a twentieth older: its lag is off by that at most. */
  private static final int PART = 20;

  private static final class Probe {
    private final UserId user;
    private final ItemId item;
    private final long acknowledged;
    private long nextLook;

    Probe(String user, String item, long acknowledged) {
      this.user = new UserId(user);
      this.item = new ItemId(item);
      this.acknowledged = acknowledged;
    }
  }

  private final Subject subject;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Queue<Probe> posted = new ConcurrentLinkedQueue<>();
  private final List<Probe> outstanding = new ArrayList<>();
  private Histogram window = new Histogram(3);

  TasteLag(Subject subject) {
    this.subject = subject;
  }

  /** No more probes are posted. */
  void end() {
    ended.set(true);
  }

  /** Posts probes until the end. */
  Void post() throws InterruptedException {
    SplittableRandom random = new SplittableRandom();
    try (ApiConnection connection = subject.connect()) {
      long start = System.nanoTime();
      for (long number = 0; !ended.get(); number++) {
        Pause.until(start + (long) (number * 1e9 / PER_SECOND));
        String user = Integer.toString(subject.users().byActivity(random));
        String item = Long.toString(FIRST_ITEM + random.nextInt(1_000_000_000));
        byte[] unused =
            connection.post(
                "/v1/users/" + user + "/interactions/" + item + "/",
                "{\"interaction_type\":\"productView\"}".getBytes(StandardCharsets.UTF_8));
        posted.add(new Probe(user, item, System.nanoTime()));
      }
    }
    return null;
  }

  /** Looks for probes until the end. */
  Void watch() throws SQLException, InterruptedException {
    try (StoreConnection connection = StoreConnection.on(subject.standalone().store())) {
      TasteTable tastes = new TasteTable(connection);
      while (!ended.get()) {
        look(tastes);
        Pause.of(LOOK_AGAIN);
      }
    }
    return null;
  }

  private synchronized void look(TasteTable tastes) {
    for (Probe probe = posted.poll(); probe != null; probe = posted.poll()) {
      outstanding.add(probe);
    }
    Iterator<Probe> probes = outstanding.iterator();
    while (probes.hasNext()) {
      Probe probe = probes.next();
      long now = System.nanoTime();
      if (now >= probe.nextLook || probe.nextLook == 0) {
        if (tastes.infers(subject.database(), probe.user, probe.item)) {
          window.recordValue(System.nanoTime() - probe.acknowledged);
          probes.remove();
        } else {
          probe.nextLook = now + (now - probe.acknowledged) / PART;
        }
      }
    }
  }

  /**
   * Lags of some seconds.
   *
   * @param shown nanoseconds from 200 OK to the store, of what was shown in that time
   * @param oldest nanoseconds that the oldest waits that is not shown yet
   */
  record Seen(Histogram shown, long oldest) {

    /** The lag of that percentile, in seconds; nobody waits less than what is not shown yet. */
    double seconds(double percentile) {
      return shown.getTotalCount() == 0
          ? oldest / 1e9
          : shown.getValueAtPercentile(percentile) / 1e9;
    }
  }

  /** What was seen since this was asked last. */
  synchronized Seen seen() {
    Histogram shown = window;
    window = new Histogram(3);
    long now = System.nanoTime();
    return new Seen(
        shown, outstanding.stream().mapToLong(probe -> now - probe.acknowledged).max().orElse(0));
  }
}
