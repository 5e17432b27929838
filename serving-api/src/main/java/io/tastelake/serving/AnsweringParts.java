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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks store, log and lake, at most once a second: anybody may ask us. One caller asks, and nobody
 * waits for the one who does: a part that hangs holds one thread, however many want to know.
 * Thread-safe.
 */
final class AnsweringParts implements Supplier<Optional<String>> {

  private static final Logger LOG = LoggerFactory.getLogger(AnsweringParts.class);
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  /** A part that is asked for longer does not answer. */
  private static final Duration MAX_ANSWER = Duration.ofSeconds(2);

  /** A view is refreshed every few hundred milliseconds while the lake answers. */
  private static final Duration MAX_VIEW_AGE = Duration.ofSeconds(15);

  private final Supplier<Optional<String>> failure;
  private final List<Part> parts;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Question question = new Question("", Instant.MAX);

  /** The instance has just connected to all of them. */
  private volatile Known known = new Known(Instant.MIN, List.of());

  /**
   * What is asked.
   *
   * @param question throws if it does not answer
   */
  record Part(String name, Runnable question) {}

  private record Question(String part, Instant since) {}

  private record Known(Instant since, List<String> missing) {}

  /**
   * Parts that are asked in turn.
   *
   * @param failure what makes asking needless, if there is something
   */
  AnsweringParts(Supplier<Optional<String>> failure, List<Part> parts, Clock clock) {
    this.failure = failure;
    this.parts = List.copyOf(parts);
    this.clock = clock;
  }

  /** Store, log and lake. */
  static AnsweringParts of(OnlineStore store, Interactions interactions, Clock clock) {
    return new AnsweringParts(
        interactions::failure,
        List.of(
            new Part(
                "store",
                () -> {
                  long unused = store.with(connection -> new StoreClock(connection).micros());
                }),
            new Part("log", interactions::requireLog),
            new Part("lake", () -> requireYoung(interactions.viewAge()))),
        clock);
  }

  private static void requireYoung(Duration age) {
    if (age.compareTo(MAX_VIEW_AGE) > 0) {
      throw new IllegalStateException("The newest version was read %s ago.".formatted(age));
    }
  }

  /** Why this instance cannot serve now; empty while it can. */
  @Override
  public Optional<String> get() {
    return failure.get().or(this::silence);
  }

  private Optional<String> silence() {
    if (isOld() && asking.tryLock()) {
      try {
        if (isOld()) {
          ask();
        }
      } finally {
        asking.unlock();
      }
    }
    List<String> missing = missing();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "This instance cannot serve now: no answer from "
                + String.join(", ", missing)
                + ". Send requests to another instance, or retry in a few seconds.");
  }

  private boolean isOld() {
    return clock.instant().isAfter(known.since().plus(MAX_AGE));
  }

  /** What was missing when it was last asked, and what has been asked for long. */
  private List<String> missing() {
    Question now = question;
    List<String> missing = known.missing();
    boolean hangs = now.since().isBefore(clock.instant().minus(MAX_ANSWER));
    return !hangs || missing.contains(now.part())
        ? missing
        : Stream.concat(missing.stream(), Stream.of(now.part())).toList();
  }

  private void ask() {
    List<String> silent = new ArrayList<>();
    for (Part part : parts) {
      question = new Question(part.name(), clock.instant());
      try {
        part.question().run();
      } catch (RuntimeException e) {
        LOG.warn("Not ready: the {} does not answer: {}", part.name(), e.toString());
        silent.add(part.name());
      }
    }
    question = new Question("", Instant.MAX);
    known = new Known(clock.instant(), List.copyOf(silent));
  }
}
