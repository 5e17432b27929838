package io.tastelake.bench.faults;

import io.tastelake.domain.time.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Sends writes as a careful client does, and waits out what fails. */
final class Writes {

  private static final Duration BACKOFF = Duration.ofMillis(150);
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final Caller caller;
  private final Tally tally;
  private final Findings findings;

  Writes(Caller caller, Tally tally, Findings findings) {
    this.caller = caller;
    this.tally = tally;
    this.findings = findings;
  }

  /**
   * What came of a write.
   *
   * @param reply none if there was no answer
   */
  record Written(Outcome outcome, Optional<Reply> reply) {

    private static Written of(Reply reply) {
      return new Written(reply.outcome(), Optional.of(reply));
    }

    boolean refusedWith(int status) {
      return outcome == Outcome.REFUSED && reply.map(Reply::status).orElse(0) == status;
    }
  }

  /** Sends it once. */
  Written once(String method, String path, Object body) throws InterruptedException {
    Written written = attempt(method, path, body, Optional.empty());
    tally.wrote(written.outcome());
    if (written.outcome() == Outcome.UNKNOWN) {
      awaitAnswers();
    }
    return written;
  }

  /** Sends it under an Idempotency-Key until its outcome is known, or patience ends. */
  Written untilKnown(String method, String path, Object body) throws InterruptedException {
    return repeated(method, path, body, Optional.of(UUID.randomUUID().toString()));
  }

  /** Sends what may be said twice until it is acknowledged, or patience ends. */
  Written untilAcknowledged(String method, String path, Object body) throws InterruptedException {
    return repeated(method, path, body, Optional.empty());
  }

  private Written repeated(String method, String path, Object body, Optional<String> key)
      throws InterruptedException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    Written written = attempt(method, path, body, key);
    while (isOpen(written) && System.nanoTime() < end) {
      Pause.of(BACKOFF);
      tally.repeated();
      written = attempt(method, path, body, key);
    }
    tally.wrote(written.outcome());
    return written;
  }

  private static boolean isOpen(Written written) {
    return written.outcome() == Outcome.UNKNOWN || written.reply().map(Reply::tooMany).orElse(true);
  }

  private Written attempt(String method, String path, Object body, Optional<String> key)
      throws InterruptedException {
    try {
      Reply reply = caller.send(method, path, body, key);
      if (reply.isBug()) {
        findings.add("%s %s was answered %s".formatted(method, path, reply));
      }
      return Written.of(reply);
    } catch (IOException e) {
      return new Written(Outcome.UNKNOWN, Optional.empty());
    }
  }

  /** So that an outage leaves one unknown write behind, and not as many as fit into it. */
  private void awaitAnswers() throws InterruptedException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    do {
      Pause.of(BACKOFF);
    } while (!answers() && System.nanoTime() < end);
  }

  private boolean answers() throws InterruptedException {
    try {
      return caller.get("/v1/databases/current/").ok();
    } catch (IOException e) {
      return false;
    }
  }
}
