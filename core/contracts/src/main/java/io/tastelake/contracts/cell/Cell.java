package io.tastelake.contracts.cell;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.contracts.csv.CsvField;
import io.tastelake.domain.interaction.Numbers;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * What one column holds in one row.
 *
 * @param text the text, or the JSON of what is no text
 */
public record Cell(String text, Kind kind) implements Serializable {

  /** What is known of a cell's type. */
  public enum Kind {
    /** Of a format without types: text or a number. */
    UNTYPED,
    TEXT,
    NUMBER,
    OBJECT,
    /** A truth value or an array. */
    OTHER
  }

  public static Cell untyped(String text) {
    return new Cell(text, Kind.UNTYPED);
  }

  /** The cell of a field of CSV: what stands in quotes is text, and what is empty is none. */
  public static Optional<Cell> of(CsvField field) {
    return field.text().isEmpty()
        ? Optional.empty()
        : Optional.of(new Cell(field.text(), field.quoted() ? Kind.TEXT : Kind.UNTYPED));
  }

  public boolean is(Kind wanted) {
    return kind == wanted;
  }

  /**
   * Writes the value that a property has: where a format has no types, what {@link Numbers#isPlain}
   * takes is a number, and all else is text.
   */
  public void writeProperty(JsonGenerator json) throws IOException {
    if (is(Kind.TEXT) || (is(Kind.UNTYPED) && !Numbers.isPlain(text))) {
      json.writeString(text);
    } else {
      json.writeRawValue(text);
    }
  }
}
