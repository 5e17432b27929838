package io.tastelake.domain.rating;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines of ratings over something, as SVG.
 *
 * @param title what a reader who sees no picture is told
 * @param across what stands below, from {@code from} to {@code to}
 * @param step from one number below to the next
 */
record RatingPicture(
    String title, String across, double from, double to, double step, List<Line> lines) {

  private static final int POINTS = 60;
  private static final int LEFT = 60;
  private static final int RIGHT = 470;
  private static final int TOP = 24;
  private static final int BOTTOM = 258;
  private static final int LABEL_DISTANCE = 17;
  private static final String[] STYLES = {
    "stroke=\"#1d6f7d\"",
    "stroke=\"#b4531f\" stroke-dasharray=\"9 4\"",
    "stroke=\"#5b4a9e\" stroke-dasharray=\"3 3\"",
    "stroke=\"#3b4a54\" stroke-dasharray=\"12 3 3 3\""
  };

  /** A line, with what stands at its end. */
  record Line(String label, DoubleUnaryOperator rating) {}

  String svg() {
    StringBuilder svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 310" font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="13" fill="#16242b" role="img" aria-labelledby="title">
              <title id="title">%s</title>
              <rect width="680" height="310" fill="#fcfcfa"/>
            """
                .formatted(title));
    for (double rating : new double[] {1, 5.5, 10}) {
      svg.append(
          "  <path d=\"M%d %s H%d\" stroke=\"#d5dadd\"/>\n".formatted(LEFT, y(rating), RIGHT));
      svg.append(text(LEFT - 8, y(rating, 4), "end", plain(rating)));
    }
    for (double at = from; at <= to; at += step) {
      svg.append(text(x(at), Integer.toString(BOTTOM + 20), "middle", plain(at)));
    }
    svg.append(text((LEFT + RIGHT) / 2.0, "302", "middle", across));
    svg.append(text(LEFT, "14", "middle", "rating"));
    for (int line = 0; line < lines.size(); line++) {
      svg.append(
          "  <polyline fill=\"none\" stroke-width=\"2.4\" %s points=\"%s\"/>\n"
              .formatted(STYLES[line], points(lines.get(line))));
    }
    labels(svg);
    return svg.append("</svg>\n").toString();
  }

  private String points(Line line) {
    return IntStream.rangeClosed(0, POINTS)
        .mapToDouble(point -> from + (to - from) * point / POINTS)
        .mapToObj(at -> number(x(at)) + "," + y(line.rating().applyAsDouble(at)))
        .collect(Collectors.joining(" "));
  }

  /** At the lines' ends, none above another. */
  private void labels(StringBuilder svg) {
    List<Line> fromTop = new ArrayList<>(lines);
    fromTop.sort(Comparator.comparingDouble(line -> -line.rating().applyAsDouble(to)));
    double last = Double.NEGATIVE_INFINITY;
    for (Line line : fromTop) {
      last = Math.max(last + LABEL_DISTANCE, height(line.rating().applyAsDouble(to)) + 4);
      svg.append(text(RIGHT + 10, number(last), "start", line.label()));
    }
  }

  private static String text(double x, String y, String anchor, String text) {
    return "  <text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
        .formatted(number(x), y, anchor, text);
  }

  private double x(double at) {
    return LEFT + (RIGHT - LEFT) * (at - from) / (to - from);
  }

  private static double height(double rating) {
    return BOTTOM - (BOTTOM - TOP) * (rating - 1) / 9;
  }

  private static String y(double rating) {
    return y(rating, 0);
  }

  private static String y(double rating, double below) {
    return number(height(rating) + below);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
