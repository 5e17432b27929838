package io.tastelake.domain.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of one property by row: of numbers themselves, of texts their numbers in a dictionary.
 * Most rows have one value or none, so those are in one array.
 */
final class Column {

  private static final int BYTES_PER_ROW = Double.BYTES + Long.BYTES;
  private static final int BYTES_PER_ARRAY = 16;
  private static final int BYTES_PER_TEXT = 120;

  private final boolean textual;
  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private double[] single = new double[0]; // NaN where there is none
  private double[][] several = new double[0][];
  private long bytes;

  Column(Property property) {
    this.textual = property.type().textual();
  }

  /** About how many more bytes it takes to {@link #set} a row's values; less than 0 for fewer. */
  long cost(int row, List<?> values) {
    if (row >= single.length && values.isEmpty()) {
      return 0;
    }
    long growth = (long) (Math.max(single.length, rowsWith(row)) - single.length) * BYTES_PER_ROW;
    long before = row < single.length && several[row] != null ? bytes(several[row].length) : 0;
    long after = values.size() > 1 ? bytes(values.size()) : 0;
    return growth + after - before + costOfTexts(values);
  }

  private long costOfTexts(List<?> values) {
    long cost = 0;
    for (Object value : textual ? new HashSet<>(values) : Set.of()) {
      String text = (String) value;
      cost += codes.containsKey(text) ? 0 : BYTES_PER_TEXT + 2L * text.length();
    }
    return cost;
  }

  private static long bytes(int values) {
    return BYTES_PER_ARRAY + (long) values * Double.BYTES;
  }

  private int rowsWith(int row) {
    return row < single.length
        ? single.length
        : Math.max(row + 1, single.length + single.length / 2);
  }

  /** Sets a row's values, in place of those that it had. */
  void set(int row, List<?> values) {
    bytes += cost(row, values);
    if (row >= single.length) {
      if (values.isEmpty()) {
        return;
      }
      int rows = rowsWith(row);
      int before = single.length;
      single = Arrays.copyOf(single, rows);
      several = Arrays.copyOf(several, rows);
      Arrays.fill(single, before, rows, Double.NaN);
    }
    single[row] = values.size() == 1 ? number(values.get(0)) : Double.NaN;
    several[row] = values.size() > 1 ? values.stream().mapToDouble(this::number).toArray() : null;
  }

  private double number(Object value) {
    if (!textual) {
      return (Double) value;
    }
    return codes.computeIfAbsent(
        (String) value,
        text -> {
          texts.add(text);
          return texts.size() - 1;
        });
  }

  /** About how much memory it takes. */
  long bytes() {
    return bytes;
  }

  /** A row's values. */
  List<Object> of(int row) {
    if (row >= single.length) {
      return List.of();
    }
    if (several[row] != null) {
      return Arrays.stream(several[row]).mapToObj(this::value).toList();
    }
    return Double.isNaN(single[row]) ? List.of() : List.of(value(single[row]));
  }

  private Object value(double number) {
    return textual ? texts.get((int) number) : (Object) number;
  }

  /** How many texts are known, present or past. */
  int texts() {
    return texts.size();
  }

  /** The rows among the first {@code rows} that a filter wants. */
  BitSet matching(Filter filter, int rows) {
    Filter.Op op = filter.op();
    BitSet matching = holding(filter, op.denies() ? op.opposite() : op, rows);
    if (op.denies()) {
      matching.flip(0, rows);
    }
    return matching;
  }

  private BitSet holding(Filter filter, Filter.Op op, int rows) {
    if (textual) {
      BitSet wanted = wantedTexts(filter, op);
      return scanned(rows, code -> wanted.get((int) code));
    }
    return switch (op) {
      case NOTEMPTY -> scanned(rows, number -> true);
      case EQ, LT, LTE, GT, GTE -> {
        double operand = (Double) filter.operands().iterator().next();
        yield switch (op) {
          case EQ -> scanned(rows, number -> number == operand);
          case LT -> scanned(rows, number -> number < operand);
          case LTE -> scanned(rows, number -> number <= operand);
          case GT -> scanned(rows, number -> number > operand);
          default -> scanned(rows, number -> number >= operand);
        };
      }
      default -> scanned(rows, number -> filter.operands().contains(number));
    };
  }

  private BitSet wantedTexts(Filter filter, Filter.Op op) {
    BitSet wanted = new BitSet(texts.size());
    if (op == Filter.Op.EQ || op == Filter.Op.IN) {
      filter.operands().stream().map(codes::get).filter(code -> code != null).forEach(wanted::set);
      return wanted;
    }
    for (int code = 0; code < texts.size(); code++) {
      wanted.set(code, filter.holds(op, texts.get(code)));
    }
    return wanted;
  }

  /** Whether a number is wanted. */
  @FunctionalInterface
  private interface Wanted {
    boolean test(double number);
  }

  private BitSet scanned(int rows, Wanted wanted) {
    BitSet found = new BitSet(rows);
    int end = Math.min(rows, single.length);
    for (int row = 0; row < end; row++) {
      double number = single[row];
      if (Double.isNaN(number) ? anyOfSeveral(row, wanted) : wanted.test(number)) {
        found.set(row);
      }
    }
    return found;
  }

  private boolean anyOfSeveral(int row, Wanted wanted) {
    double[] numbers = several[row];
    if (numbers != null) {
      for (double number : numbers) {
        if (wanted.test(number)) {
          return true;
        }
      }
    }
    return false;
  }
}
