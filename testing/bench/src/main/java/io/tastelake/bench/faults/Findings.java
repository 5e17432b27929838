package io.tastelake.bench.faults;

import java.util.ArrayList;
import java.util.List;

/** What is not as it must be: all of it counted, the first ones kept. Thread-safe. */
final class Findings {

  private static final int MAX_KEPT = 40;

  private final List<String> first = new ArrayList<>();
  private long count;

  synchronized void add(String finding) {
    count++;
    if (first.size() < MAX_KEPT) {
      first.add(finding);
      System.out.println("WRONG " + finding);
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized List<String> first() {
    return List.copyOf(first);
  }
}
