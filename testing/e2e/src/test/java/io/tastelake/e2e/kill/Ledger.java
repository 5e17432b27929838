package io.tastelake.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What was sent, each interaction with an item of its own, and what became of it. Thread-safe. */
final class Ledger {

  /** What the sender knows. */
  enum Outcome {
    /** 200: it must be there once. */
    ACKNOWLEDGED,
    /** An error of the sender's: it must not be there. */
    REFUSED,
    /** No answer, or an error of the server's: it may be there once. */
    UNKNOWN
  }

  private final AtomicLong items = new AtomicLong();
  private final AtomicLong answers = new AtomicLong();
  private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();

  /** An item that no other interaction has. */
  String newItem() {
    return "item-" + items.incrementAndGet();
  }

  void note(Outcome outcome, List<String> sent) {
    sent.forEach(item -> outcomes.put(item, outcome));
    if (outcome == Outcome.ACKNOWLEDGED) {
      answers.incrementAndGet();
    }
  }

  /** How many requests were acknowledged so far. */
  long acknowledgements() {
    return answers.get();
  }

  long count(Outcome outcome) {
    return outcomes.values().stream().filter(outcome::equals).count();
  }

  /** Whether all that was acknowledged is among {@code items}. */
  boolean acknowledgedAreAmong(Collection<String> items) {
    return of(Outcome.ACKNOWLEDGED::equals).allMatch(items::contains);
  }

  /** Fails unless {@code found}, items and how often each was found, is what it must be. */
  void assertHeldBy(Map<String, Long> found, String where) {
    assertThat(found.entrySet().stream().filter(item -> item.getValue() > 1).limit(10))
        .as("doubled in %s", where)
        .isEmpty();
    assertThat(of(Outcome.ACKNOWLEDGED::equals).filter(item -> !found.containsKey(item)).limit(10))
        .as("acknowledged, but not in %s", where)
        .isEmpty();
    assertThat(of(Outcome.REFUSED::equals).filter(found::containsKey).limit(10))
        .as("refused, but in %s", where)
        .isEmpty();
    assertThat(found.keySet().stream().filter(item -> !outcomes.containsKey(item)).limit(10))
        .as("never sent, but in %s", where)
        .isEmpty();
  }

  private Stream<String> of(Predicate<Outcome> wanted) {
    return outcomes.entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .map(Map.Entry::getKey);
  }

  @Override
  public String toString() {
    return count(Outcome.ACKNOWLEDGED)
        + " interactions acknowledged, "
        + count(Outcome.REFUSED)
        + " refused, "
        + count(Outcome.UNKNOWN)
        + " unknown";
  }
}
