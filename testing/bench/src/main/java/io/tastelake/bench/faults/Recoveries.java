package io.tastelake.bench.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How often each fault happened, and how long it took until all was well again. Thread-safe. */
final class Recoveries {

  private final Map<FaultKind, List<Duration>> answered = new EnumMap<>(FaultKind.class);
  private final Map<FaultKind, List<Duration>> rated = new EnumMap<>(FaultKind.class);
  private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);

  synchronized void happened(FaultKind kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  /** From the fault, or the end of one that lasts, until a write was acknowledged and listed. */
  synchronized void answered(FaultKind kind, Duration after) {
    answered.computeIfAbsent(kind, any -> new ArrayList<>()).add(after);
  }

  /** The same until that write's rating was served. */
  synchronized void rated(FaultKind kind, Duration after) {
    rated.computeIfAbsent(kind, any -> new ArrayList<>()).add(after);
  }

  synchronized int faults() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The longest of a kind until it answered; zero if it never happened. */
  synchronized Duration longest(FaultKind kind) {
    return answered.getOrDefault(kind, List.of()).stream()
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** A table in Markdown. */
  synchronized List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("| fault | times | answers after, min / median / max | ratings after, the same |");
    lines.add("|---|---:|---:|---:|");
    counts.forEach(
        (kind, count) ->
            lines.add(
                "| %s | %d | %s | %s |"
                    .formatted(kind, count, text(answered.get(kind)), text(rated.get(kind)))));
    return lines;
  }

  private static String text(List<Duration> durations) {
    if (durations == null) {
      return "";
    }
    List<Duration> sorted = new ArrayList<>(durations);
    Collections.sort(sorted);
    return "%.1f / %.1f / %.1f s"
        .formatted(
            seconds(sorted.get(0)),
            seconds(sorted.get(sorted.size() / 2)),
            seconds(sorted.get(sorted.size() - 1)));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
