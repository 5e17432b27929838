package io.tastelake.notebooks.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a chart shows, in words, where pictures cannot be seen: its title, and a line {@code series:
 * label = value; label = value} for each series, of values their first four digits.
 */
final class Caption {

  private static final int MAX_VALUES = 500;
  private static final MathContext DIGITS = new MathContext(4);

  private Caption() {}

  /** Of long series some values, evenly chosen. */
  static String of(String title, Map<String, ? extends Map<?, ? extends Number>> series) {
    return series.entrySet().stream()
        .map(each -> "\n" + each.getKey() + ": " + values(each.getValue()))
        .collect(Collectors.joining("", title, ""));
  }

  private static String values(Map<?, ? extends Number> values) {
    List<? extends Map.Entry<?, ? extends Number>> all = List.copyOf(values.entrySet());
    int step = 1 + (all.size() - 1) / MAX_VALUES;
    return IntStream.range(0, all.size())
        .filter(i -> i % step == 0 || i == all.size() - 1)
        .mapToObj(all::get)
        .map(value -> label(value.getKey()) + " = " + number(value.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String label(Object label) {
    return label instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : label.toString();
  }

  private static String number(Number number) {
    return number instanceof Double || number instanceof Float
        ? rounded(number.doubleValue())
        : number.toString();
  }

  private static String rounded(double number) {
    return Double.isFinite(number)
        ? new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }
}
