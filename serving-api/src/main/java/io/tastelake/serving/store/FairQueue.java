package io.tastelake.serving.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Rows that wait, so many at most. Whoever is alone may have all places; when there are no more, a
 * new row takes the place of the newest of whoever has most. So no holder loses one of an equal
 * share to another. Thread-safe.
 */
final class FairQueue<K, T> {

  private final int places;
  private final Function<T, K> holder;
  private final Map<K, Deque<T>> waiting = new HashMap<>();
  private int size;

  FairQueue(int places, Function<T, K> holder) {
    this.places = places;
    this.holder = holder;
  }

  /** Takes a row; says whether none was dropped for it, neither itself nor another. */
  synchronized boolean add(T row) {
    Deque<T> own = waiting.computeIfAbsent(holder.apply(row), unused -> new ArrayDeque<>());
    if (size < places) {
      own.add(row);
      size++;
      return true;
    }
    Deque<T> most = own;
    for (Deque<T> each : waiting.values()) {
      most = each.size() > most.size() + 1 ? each : most;
    }
    if (most != own) {
      T unused = most.removeLast();
      own.add(row);
    }
    return false;
  }

  /** Takes all rows out, those of one holder in their order. */
  synchronized List<T> drain() {
    List<T> all = new ArrayList<>(size);
    waiting.values().forEach(all::addAll);
    waiting.clear();
    size = 0;
    return all;
  }
}
