package io.tastelake.batch.imports;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import java.io.Serializable;

/**
 * One file of an import.
 *
 * @param uri where it is
 * @param name by which its rows are known: interactions of one name and row are one interaction
 * @param size bytes
 */
record SourceFile(String uri, String name, long size, Format format) implements Serializable {

  private static final int BITS = 30;

  SourceFile named(String other) {
    return new SourceFile(uri, other, size, format);
  }

  /** The id of the interaction in {@code row}. No Idempotency-Key of the API derives it. */
  InteractionId interaction(DatabaseId database, long row) {
    String block = "import " + name + " " + (row >>> BITS);
    return InteractionId.derived(database, block, (int) (row & ((1L << BITS) - 1)));
  }
}
