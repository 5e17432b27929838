package io.tastelake.domain.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one property by row: of numbers themselves, of texts their numbers in a dictionary.
 * Most rows have one value or none, so those are in one array.
 */
final class Column {

  private final boolean textual;
  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private double[] single = new double[0]; // NaN where there is none
  private double[][] several = new double[0][];

  Column(Property property) {
    this.textual = property.type().textual();
  }

  /** Sets a row's values, in place of those that it had. */
  void set(int row, List<?> values) {
    if (row >= single.length) {
      if (values.isEmpty()) {
        return;
      }
      int rows = Math.max(row + 1, single.length + single.length / 2);
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
