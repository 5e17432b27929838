package io.tastelake.batch.taste;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What minimizes the objective of implicit ALS. */
public enum Solver {
  /** Spark's: an exact solution of each row in each half-step. */
  MLLIB,
  /** Ours: a few steps of conjugate gradient for each row, from where the row was. */
  IALSPP;

  /**
   * The solver of an option's value.
   *
   * @throws IllegalArgumentException if there is none of this name; says which there are
   */
  static Solver named(String name) {
    return Arrays.stream(values())
        .filter(solver -> solver.option().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--solver knows %s, not '%s'."
                        .formatted(
                            Arrays.stream(values())
                                .map(Solver::option)
                                .collect(Collectors.joining(" and ")),
                            name)));
  }

  /** As the option {@code --solver} has it. */
  String option() {
    return name().toLowerCase(Locale.ROOT);
  }
}
