package io.tastelake.batch.imports;

import java.io.Serializable;

/**
 * What one column holds in one row.
 *
 * @param text the text, or the JSON of what is no text
 */
record Cell(String text, Kind kind) implements Serializable {

  /** What is known of a cell's type. */
  enum Kind {
    /** Of a format without types: text or a number. */
    UNTYPED,
    TEXT,
    NUMBER,
    OBJECT,
    /** A truth value or an array. */
    OTHER
  }

  static Cell untyped(String text) {
    return new Cell(text, Kind.UNTYPED);
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }
}
