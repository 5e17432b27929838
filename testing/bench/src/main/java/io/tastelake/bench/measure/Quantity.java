package io.tastelake.bench.measure;

import java.util.Locale;

/** Numbers as people read them. */
public final class Quantity {

  private Quantity() {}

  /** Three significant digits, or all digits before the point. */
  public static String text(double value) {
    double size = Math.abs(value);
    if (size >= 100 || value == 0) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  }
}
