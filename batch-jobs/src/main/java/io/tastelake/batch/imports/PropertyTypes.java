package io.tastelake.batch.imports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.Cell.Kind;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.domain.interaction.Numbers;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What columns become as properties. Undecided ones keep the type that they have; where a format
 * has none, what {@link Numbers#isPlain} takes is a number, unless it stands in quotes.
 *
 * @param numeric columns that hold numbers and nothing else
 * @param text columns that hold text, whatever it looks like
 */
record PropertyTypes(Set<String> numeric, Set<String> text) implements Serializable {

  static final PropertyTypes UNDECIDED = new PropertyTypes(Set.of(), Set.of());

  /**
   * Makes sure that every decision is one about a property.
   *
   * @param columns those that become properties
   * @throws IllegalArgumentException if it is not, or if there are two about one column
   */
  void requireAmong(Collection<String> columns) {
    requireAmong(columns, "--numeric-properties", numeric);
    requireAmong(columns, "--text-properties", text);
    for (String column : numeric) {
      if (text.contains(column)) {
        throw new IllegalArgumentException(
            "'%s' is named by --numeric-properties and by --text-properties: name it by one."
                .formatted(column));
      }
    }
  }

  private static void requireAmong(Collection<String> columns, String option, Set<String> named) {
    for (String column : named) {
      if (!columns.contains(column)) {
        throw new IllegalArgumentException(
            "%s names '%s', which no --map properties.NAME=COLUMN names; those columns are: %s."
                .formatted(
                    option,
                    column,
                    columns.isEmpty() ? "none" : String.join(", ", new TreeSet<>(columns))));
      }
    }
  }

  /**
   * Writes what {@code column} holds in one row.
   *
   * @throws WrongRowException if it is no number where it has to be one
   */
  void write(String column, Cell cell, JsonGenerator json) throws IOException, WrongRowException {
    if (numeric.contains(column)) {
      json.writeRawValue(number(column, cell));
    } else if (text.contains(column)) {
      json.writeString(cell.text());
    } else {
      cell.writeProperty(json);
    }
  }

  private static String number(String column, Cell cell) throws WrongRowException {
    boolean scalar = !cell.is(Kind.OBJECT) && !cell.is(Kind.OTHER);
    String text = cell.text();
    return (scalar ? Numbers.json(text) : java.util.Optional.<String>empty())
        .orElseThrow(
            () ->
                new WrongRowException(
                    "The column %s must hold a number, as --numeric-properties says, not '%s'."
                        .formatted(column, text)));
  }
}
