package io.tastelake.batch.imports;

import java.io.IOException;

/** The rows of a text file, in its order. */
interface Rows {

  /**
   * The next row, sound or broken, or null at the end.
   *
   * @throws IOException if the file itself cannot be read any further
   */
  RawRow next() throws IOException;
}
