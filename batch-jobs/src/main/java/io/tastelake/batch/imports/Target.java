package io.tastelake.batch.imports;

import java.util.List;
import java.util.function.Consumer;

/** Where rows go. */
interface Target {

  /**
   * Brings all rows there and returns what came of them.
   *
   * @param parts a folder that gets files of rejects; null if they are only counted
   */
  Tally take(List<SourceFile> sources, String parts, Consumer<String> report);

  /** What may be said of {@code sound} rows once they are there. */
  String done(long sound);
}
