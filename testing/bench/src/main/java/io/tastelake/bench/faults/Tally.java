package io.tastelake.bench.faults;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How many writes came to which outcome. Thread-safe. */
final class Tally {

  private final Map<Outcome, AtomicLong> writes = new EnumMap<>(Outcome.class);
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong lists = new AtomicLong();

  Tally() {
    for (Outcome outcome : Outcome.values()) {
      writes.put(outcome, new AtomicLong());
    }
  }

  void wrote(Outcome outcome) {
    writes.get(outcome).incrementAndGet();
  }

  /** A write was sent again under its Idempotency-Key. */
  void repeated() {
    repeated.incrementAndGet();
  }

  /** A list was compared. */
  void listed() {
    lists.incrementAndGet();
  }

  long count(Outcome outcome) {
    return writes.get(outcome).get();
  }

  @Override
  public String toString() {
    return "%,d writes acknowledged, %,d refused, %,d unknown; %,d sent again; %,d lists compared"
        .formatted(
            count(Outcome.ACKNOWLEDGED),
            count(Outcome.REFUSED),
            count(Outcome.UNKNOWN),
            repeated.get(),
            lists.get());
  }
}
