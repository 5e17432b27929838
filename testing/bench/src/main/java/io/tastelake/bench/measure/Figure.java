package io.tastelake.bench.measure;

/**
 * One line of a table.
 *
 * @param id the figure it belongs to, such as {@code P1}
 * @param what what was measured, in words
 * @param value in {@code unit}
 * @param note what one must know to judge it; may be empty
 */
public record Figure(
    String id, String what, double value, String unit, Target target, String note) {

  public static Figure of(String id, String what, double value, String unit) {
    return new Figure(id, what, value, unit, Target.NONE, "");
  }

  public Figure target(Target wanted) {
    return new Figure(id, what, value, unit, wanted, note);
  }

  public Figure note(String text) {
    return new Figure(id, what, value, unit, target, text);
  }
}
