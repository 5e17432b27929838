package io.tastelake.bench.all;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.bench.measure.Quantity;
import java.util.List;
import java.util.Locale;

/**
 * A bar for each ratio to a peer: to the right where we are ahead, to the left where we are behind,
 * on a logarithmic scale. Readable on light and on dark pages.
 */
final class RatioChart {

  private static final int WIDTH = 900;
  private static final int LABELS = 440;
  private static final int MIDDLE = 640;
  private static final int HALF = 150;
  private static final int TOP = 44;
  private static final int ROW = 24;
  private static final int MAX_LABEL = 62;

  private static final String PICTURE =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" aria-label="How many times as good as each peer">
      <style>
        text { font: 12px sans-serif; fill: #1f2328 } .ahead { fill: #1a7f37 } .behind { fill: #bc4c00 } line { stroke: #848d97 }
        @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .ahead { fill: #3fb950 } .behind { fill: #db6d28 } }
      </style>
      <text x="%3$d" y="16" text-anchor="middle">times as good as the peer, logarithmic</text>
      <text x="%4$d" y="34" text-anchor="middle">1/%6$d ×</text><text x="%3$d" y="34" text-anchor="middle">1 ×</text><text x="%5$d" y="34" text-anchor="middle">%6$d ×</text>
      """;

  private RatioChart() {}

  /**
   * The picture.
   *
   * @param lines of figures; those without a peer are left out
   */
  static String of(List<JsonNode> lines) {
    List<JsonNode> ratios = lines.stream().filter(line -> line.has("times_as_good")).toList();
    int edge = edge(ratios);
    int height = TOP + ROW * ratios.size() + 8;
    StringBuilder svg =
        new StringBuilder(
            PICTURE.formatted(WIDTH, height, MIDDLE, MIDDLE - HALF, MIDDLE + HALF, edge));
    for (int row = 0; row < ratios.size(); row++) {
      svg.append(bar(ratios.get(row), TOP + ROW * row, edge));
    }
    svg.append(
        "<line x1=\"%1$d\" y1=\"40\" x2=\"%1$d\" y2=\"%2$d\"/>\n</svg>\n"
            .formatted(MIDDLE, height));
    return svg.toString();
  }

  /** The power of ten that no ratio and no inverse of one is beyond. */
  private static int edge(List<JsonNode> ratios) {
    double furthest = ratios.stream().mapToDouble(RatioChart::distance).max().orElse(0);
    return (int) Math.pow(10, Math.max(1, Math.ceil(furthest)));
  }

  private static double distance(JsonNode ratio) {
    return Math.abs(Math.log10(timesAsGood(ratio)));
  }

  private static String bar(JsonNode ratio, int y, int edge) {
    double length = HALF * distance(ratio) / Math.log10(edge);
    boolean ahead = timesAsGood(ratio) >= 1;
    double left = ahead ? MIDDLE : MIDDLE - length;
    double beside = ahead ? MIDDLE + length + 6 : MIDDLE - length - 6;
    return String.format(
        Locale.ROOT,
        """
        <text x="%d" y="%d" text-anchor="end">%s</text><rect class="%s" x="%.1f" y="%d" width="%.1f" height="14"/><text x="%.1f" y="%d" text-anchor="%s">%s ×</text>
        """,
        LABELS,
        y + 12,
        label(ratio),
        ahead ? "ahead" : "behind",
        left,
        y,
        length,
        beside,
        y + 12,
        ahead ? "start" : "end",
        Quantity.text(timesAsGood(ratio)));
  }

  private static double timesAsGood(JsonNode ratio) {
    return ratio.required("times_as_good").doubleValue();
  }

  private static String label(JsonNode ratio) {
    String all = ratio.required("id").textValue() + "  " + ratio.required("what").textValue();
    String label = all.length() <= MAX_LABEL ? all : all.substring(0, MAX_LABEL - 1) + "…";
    return label.replace("&", "&amp;").replace("<", "&lt;");
  }
}
