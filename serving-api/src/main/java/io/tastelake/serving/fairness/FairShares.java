package io.tastelake.serving.fairness;

import java.util.HashMap;
import java.util.Map;

/**
 * Places that holders share. Whoever is alone has most of them; the more holders there are, the
 * less each may have, and what comes back goes to who has less. So a few that want all of them do
 * not keep out the next. Thread-safe.
 */
public final class FairShares {

  private final int generosity;
  private final int always;
  private final Map<String, Integer> taken = new HashMap<>();
  private int free;

  /**
   * Shares out places; the last one is for holders of few.
   *
   * @param generosity a holder has at most so many times what stays free
   * @param always how many a holder may have as long as there are any
   */
  public FairShares(int places, int generosity, int always) {
    this.free = places;
    this.generosity = generosity;
    this.always = always;
  }

  /** A place for the holder, unless it has its share or none is free. */
  public synchronized boolean take(String holder) {
    int mine = taken.getOrDefault(holder, 0);
    boolean may = mine < always ? free > 0 : free > 1 && mine < (long) generosity * free;
    if (may) {
      free--;
      taken.put(holder, mine + 1);
    }
    return may;
  }

  public synchronized void giveBack(String holder) {
    free++;
    taken.computeIfPresent(holder, (key, count) -> count == 1 ? null : count - 1);
  }

  /** How many places the holder has. */
  synchronized int heldBy(String holder) {
    return taken.getOrDefault(holder, 0);
  }

  public synchronized boolean isEmpty() {
    return free == 0;
  }
}
