package io.tastelake.serving.fairness;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Places that holders share, and wait for: whose turn it is next depends on how many they hold, and
 * then on who came first. Thread-safe.
 */
public final class FairTurns {

  private final FairShares shares;
  private final Duration timeout;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Deque<Waiting>> waiting = new LinkedHashMap<>();

  private static final class Waiting {

    private final Condition turn;
    private boolean granted;

    Waiting(Condition turn) {
      this.turn = turn;
    }
  }

  /**
   * Lets holders wait for places.
   *
   * @param timeout how long
   */
  public FairTurns(FairShares shares, Duration timeout) {
    this.shares = shares;
    this.timeout = timeout;
  }

  /**
   * Waits for a place.
   *
   * @return false if there was none in time
   */
  public boolean take(String holder) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return (!waiting.containsKey(holder) && shares.take(holder)) || await(holder);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Works when it is the holder's turn. Work within such work would wait for itself.
   *
   * @param late what is thrown if that is not in time, or the thread is interrupted meanwhile
   */
  public <T> T inTurn(String holder, Supplier<T> work, Supplier<? extends RuntimeException> late) {
    try {
      if (!take(holder)) {
        throw late.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late.get();
    }
    try {
      return work.get();
    } finally {
      giveBack(holder);
    }
  }

  /** How many wait. */
  int waiting() {
    lock.lock();
    try {
      return waiting.values().stream().mapToInt(Deque::size).sum();
    } finally {
      lock.unlock();
    }
  }

  private boolean await(String holder) throws InterruptedException {
    Waiting mine = new Waiting(lock.newCondition());
    waiting.computeIfAbsent(holder, key -> new ArrayDeque<>()).add(mine);
    try {
      long left = timeout.toNanos();
      while (!mine.granted && left > 0) {
        left = mine.turn.awaitNanos(left);
      }
      return mine.granted;
    } catch (InterruptedException e) {
      if (mine.granted) {
        giveBack(holder);
      }
      throw e;
    } finally {
      remove(holder, mine);
    }
  }

  private void remove(String holder, Waiting read) {
    waiting.computeIfPresent(
        holder,
        (key, queue) -> {
          queue.remove(read);
          return queue.isEmpty() ? null : queue;
        });
  }

  public void giveBack(String holder) {
    lock.lock();
    try {
      shares.giveBack(holder);
      grant();
    } finally {
      lock.unlock();
    }
  }

  private void grant() {
    boolean granted = !waiting.isEmpty();
    while (granted) {
      granted = false;
      List<String> holders =
          waiting.keySet().stream().sorted(Comparator.comparingInt(shares::heldBy)).toList();
      for (String holder : holders) {
        if (shares.take(holder)) {
          Waiting next = waiting.get(holder).element();
          next.granted = true;
          next.turn.signal();
          remove(holder, next);
          granted = !waiting.isEmpty();
          break;
        }
      }
    }
  }
}
