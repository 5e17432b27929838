package io.tastelake.stream.lake;

import java.io.Serializable;

/**
 * When a writer closes a file between checkpoints; it holds the rows of the next file on the heap.
 *
 * @param rows at so many rows
 * @param bytes or at so many bytes of heap, estimated
 */
public record RollPolicy(int rows, long bytes) implements Serializable {

  public RollPolicy {
    if (rows < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "A file of " + rows + " rows or " + bytes + " bytes holds nothing: both are at least 1.");
    }
  }
}
