package io.tastelake.log;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where the log ends now: by a request begun after the question, so that all that was acknowledged
 * before the question lies below. One request is under way at a time; questions that come meanwhile
 * share the next. Thread-safe.
 */
public final class EndOffsets {

  private final KafkaTopic topic;
  private final TopicGuard guard;
  private final Duration timeout;
  private Question next = new Question();
  private boolean asking;

  /** Questions with one answer. */
  private static final class Question {
    final Set<Integer> partitions = new TreeSet<>();
    final CompletableFuture<Map<Integer, Long>> ends = new CompletableFuture<>();
  }

  public EndOffsets(KafkaTopic topic, TopicGuard guard, Duration timeout) {
    this.topic = topic;
    this.guard = guard;
    this.timeout = timeout;
  }

  /**
   * The offset after the last acknowledged event of a partition.
   *
   * @throws LogAwayException if it is known not to answer
   * @throws LogUnavailableException if the log does not answer in time
   */
  public long of(int partition) {
    return of(List.of(partition)).get(partition);
  }

  /** The same of several partitions. */
  public Map<Integer, Long> of(Collection<Integer> partitions) {
    guard.requireSame();
    guard.requireAnswering();
    CompletableFuture<Map<Integer, Long>> ends = ask(partitions);
    try {
      return ends.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unavailable(e.getCause());
    } catch (TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private CompletableFuture<Map<Integer, Long>> ask(Collection<Integer> partitions) {
    Question mine;
    synchronized (this) {
      mine = next;
      mine.partitions.addAll(partitions);
      if (asking) {
        return mine.ends;
      }
      asking = true;
      next = new Question();
    }
    send(mine);
    return mine.ends;
  }

  private void send(Question question) {
    try {
      var unused =
          topic
              .ends(question.partitions)
              .whenComplete((ends, failure) -> answer(question, ends, failure));
    } catch (RuntimeException e) {
      answer(question, null, e);
    }
  }

  private void answer(Question question, Map<Integer, Long> ends, Throwable failure) {
    sendNext();
    if (failure == null) {
      question.ends.complete(ends);
    } else {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      question.ends.completeExceptionally(cause);
    }
  }

  private void sendNext() {
    Question following;
    synchronized (this) {
      following = next;
      if (following.partitions.isEmpty()) {
        asking = false;
        return;
      }
      next = new Question();
    }
    send(following);
  }

  private static LogUnavailableException unavailable(Throwable cause) {
    return new LogUnavailableException(
        "The event log did not return its end offset: %s. Nothing was changed; retry the request."
            .formatted(cause),
        cause);
  }
}
