package io.tastelake.serving.interaction;

import io.tastelake.serving.fairness.FairShares;
import io.tastelake.serving.log.OverloadedException;
import io.tastelake.serving.store.Tenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory that reads of very many rows share: who needs more than is free waits for it, and what
 * comes free goes to the tenant that has least of it. Ordinary reads do not come here. Thread-safe.
 */
final class LargeReads {

  private static final int UNIT = 1 << 10;

  /** How many may wait: each holds a thread. */
  private static final int MAX_WAITING = 16;

  private final int units;
  private final Duration timeout;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Integer> held = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final FairShares places = new FairShares(MAX_WAITING, 3, 1);
  private int free;

  /** A read that waits, and whether it may begin. */
  private static final class Waiting {

    private final String tenant;
    private final int wanted;
    private final Condition turn;
    private boolean granted;

    Waiting(String tenant, int wanted, Condition turn) {
      this.tenant = tenant;
      this.wanted = wanted;
      this.turn = turn;
    }
  }

  /**
   * Shares out memory.
   *
   * @param bytes all there is
   * @param timeout how long is waited for it
   */
  LargeReads(long bytes, Duration timeout) {
    this.units = Math.toIntExact(Math.max(1, Math.min(bytes / UNIT, Integer.MAX_VALUE)));
    this.free = units;
    this.timeout = timeout;
  }

  /** Memory that one read has; close it after use. */
  interface Share extends AutoCloseable {

    /** What a read holds that needs none. */
    Share NONE = () -> {};

    @Override
    void close();
  }

  /**
   * A share of the memory, or all of it if {@code bytes} are more than there are.
   *
   * @throws OverloadedException if it is not free in time
   */
  Share take(long bytes) {
    int wanted = (int) Math.min(1 + bytes / UNIT, units);
    String tenant = Tenants.current();
    lock.lock();
    try {
      if (waiting.isEmpty() && wanted <= free) {
        hold(tenant, wanted);
      } else {
        await(new Waiting(tenant, wanted, lock.newCondition()));
      }
    } finally {
      lock.unlock();
    }
    return () -> giveBack(tenant, wanted);
  }

  /** How many reads wait. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void await(Waiting read) {
    if (!places.take(read.tenant)) {
      throw overloaded();
    }
    waiting.add(read);
    try {
      long left = timeout.toNanos();
      while (!read.granted && left > 0) {
        left = read.turn.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.giveBack(read.tenant);
    }
    if (!read.granted) {
      waiting.remove(read);
      grant();
      throw overloaded();
    }
  }

  private static OverloadedException overloaded() {
    return new OverloadedException(
        "Too many reads of very long histories are in progress: retry later.");
  }

  private void hold(String tenant, int wanted) {
    free -= wanted;
    held.merge(tenant, wanted, Integer::sum);
  }

  private void giveBack(String tenant, int given) {
    lock.lock();
    try {
      free += given;
      held.computeIfPresent(tenant, (key, units) -> units == given ? null : units - given);
      grant();
    } finally {
      lock.unlock();
    }
  }

  /** Lets those begin whose turn it is, first who waits longest of the tenants that have least. */
  private void grant() {
    while (!waiting.isEmpty()) {
      Waiting next =
          waiting.stream()
              .min(Comparator.comparingInt(read -> held.getOrDefault(read.tenant, 0)))
              .orElseThrow();
      if (next.wanted > free) {
        return;
      }
      waiting.remove(next);
      hold(next.tenant, next.wanted);
      next.granted = true;
      next.turn.signal();
    }
  }
}
