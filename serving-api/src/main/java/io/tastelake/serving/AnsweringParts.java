package io.tastelake.serving;

import io.tastelake.serving.interaction.Interactions;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks store, log and lake, at most once a second: anybody may ask us. Thread-safe. */
final class AnsweringParts implements Supplier<Optional<String>> {

  private static final Logger LOG = LoggerFactory.getLogger(AnsweringParts.class);
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  /** A view is refreshed every few hundred milliseconds while the lake answers. */
  private static final Duration MAX_VIEW_AGE = Duration.ofSeconds(15);

  private final OnlineStore store;
  private final Interactions interactions;
  private final Clock clock;
  private Instant asked = Instant.MIN;
  private List<String> missing = List.of();

  AnsweringParts(OnlineStore store, Interactions interactions, Clock clock) {
    this.store = store;
    this.interactions = interactions;
    this.clock = clock;
  }

  /** Why this instance cannot serve now; empty while it can. */
  @Override
  public Optional<String> get() {
    return interactions.failure().or(this::silence);
  }

  private synchronized Optional<String> silence() {
    if (clock.instant().isAfter(asked.plus(MAX_AGE))) {
      missing = ask();
      asked = clock.instant();
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "This instance cannot serve now: no answer from "
                + String.join(", ", missing)
                + ". Send requests to another instance, or retry in a few seconds.");
  }

  private List<String> ask() {
    List<String> silent = new ArrayList<>();
    add(silent, "store", () -> store.with(connection -> new StoreClock(connection).micros()));
    add(silent, "log", interactions::requireLog);
    if (interactions.viewAge().compareTo(MAX_VIEW_AGE) > 0) {
      silent.add("lake");
    }
    return List.copyOf(silent);
  }

  private static void add(List<String> silent, String part, Runnable question) {
    try {
      question.run();
    } catch (RuntimeException e) {
      LOG.warn("Not ready: the {} does not answer: {}", part, e.toString());
      silent.add(part);
    }
  }
}
