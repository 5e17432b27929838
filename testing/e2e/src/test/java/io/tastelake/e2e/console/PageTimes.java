package io.tastelake.e2e.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long the server takes for pages. */
final class PageTimes {

  private final Map<String, List<Double>> millis = new LinkedHashMap<>();

  void add(String page, double took) {
    millis.computeIfAbsent(page, unknown -> new ArrayList<>()).add(took);
  }

  /** The largest median of a page. */
  double slowest() {
    return millis.values().stream().mapToDouble(PageTimes::median).max().orElse(0);
  }

  private static double median(List<Double> all) {
    return all.stream().sorted().toList().get(all.size() / 2);
  }

  /** A line a page: its name, the median, the longest. */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder("| page | median | longest |\n|---|---:|---:|\n");
    millis.forEach(
        (page, all) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f |%n",
                    page,
                    median(all),
                    all.stream().mapToDouble(Double::doubleValue).max().orElse(0))));
    return table.toString();
  }
}
