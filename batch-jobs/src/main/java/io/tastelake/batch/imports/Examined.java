package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import java.io.Serializable;

/**
 * A file that was read to its end.
 *
 * @param source known by its content
 * @param problem why it could not be read, or null
 */
record Examined(SourceFile source, JobFailedException problem) implements Serializable {

  static Examined of(SourceFile source, Files files) {
    try {
      return new Examined(Sources.namedByContent(source, files), null);
    } catch (JobFailedException e) {
      return new Examined(source, e);
    }
  }
}
