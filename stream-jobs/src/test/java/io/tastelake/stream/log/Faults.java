package io.tastelake.stream.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Fails when it is passed for certain counts of times, counted over restarts; each fails once. */
public final class Faults {

  private final Set<Integer> due = ConcurrentHashMap.newKeySet();
  private final AtomicInteger passed = new AtomicInteger();

  /** Plans failures at the given counts, from 1. */
  public void plan(Iterable<Integer> counts) {
    counts.forEach(due::add);
  }

  /** Fails if this is one of the planned times. */
  public void pass() {
    int count = passed.incrementAndGet();
    if (due.remove(count)) {
      throw new InjectedFault("planned at " + count);
    }
  }

  public int passed() {
    return passed.get();
  }

  /** A failure as of a network or a disk: a restart helps. */
  public static final class InjectedFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InjectedFault(String message) {
      super(message);
    }
  }
}
