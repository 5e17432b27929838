package io.tastelake.batch.imports;

import io.tastelake.contracts.cell.Cell;
import java.io.Serializable;
import java.util.Map;

/**
 * A row of a source as it stands there.
 *
 * @param number from 1; the same whenever the same content is read
 * @param line where it begins in a text file, from 1; 0 if the file has no lines
 * @param cells by column; absent ones have no entry
 * @param problem why no cells could be read, or null
 */
record RawRow(long number, long line, Map<String, Cell> cells, String problem)
    implements Serializable {

  static RawRow of(long number, long line, Map<String, Cell> cells) {
    return new RawRow(number, line, cells, null);
  }

  static RawRow broken(long number, long line, String problem) {
    return new RawRow(number, line, Map.of(), problem);
  }
}
