package io.tastelake.bench.measure;

import java.util.Optional;

/**
 * One line of a table.
 *
 * @param id the figure it belongs to, such as {@code P1}
 * @param what what was measured, in words
 * @param value in {@code unit}
 * @param note what one must know to judge it; may be empty
 * @param versus whom it holds us beside, if it is a ratio
 */
public record Figure(
    String id,
    String what,
    double value,
    String unit,
    Target target,
    String note,
    Optional<Versus> versus) {

  public static Figure of(String id, String what, double value, String unit) {
    return new Figure(id, what, value, unit, Target.NONE, "", Optional.empty());
  }

  public Figure target(Target wanted) {
    return new Figure(id, what, value, unit, wanted, note, versus);
  }

  public Figure note(String text) {
    return new Figure(id, what, value, unit, target, text, versus);
  }

  /** The value says how many times as good we are as {@code peer}. */
  public Figure aheadOf(String peer) {
    return versus(new Versus(peer, value));
  }

  /** The value says how many times as good {@code peer} is as we are. */
  public Figure behind(String peer) {
    return versus(new Versus(peer, 1 / value));
  }

  private Figure versus(Versus comparison) {
    return new Figure(id, what, value, unit, target, note, Optional.of(comparison));
  }
}
