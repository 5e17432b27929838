package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import java.util.function.Consumer;

/**
 * What becomes of files that cannot be imported: they end the import, or it goes on without them.
 */
final class BadFiles {

  /** Which of the two. */
  enum Policy {
    FAIL,
    SKIP
  }

  /** How problems end that end the import; one that is passed over does not. */
  private static final String WHOLE_IMPORT = "; nothing was imported.";

  private final Policy policy;
  private final Consumer<String> report;
  private int skipped;

  BadFiles(Policy policy, Consumer<String> report) {
    this.policy = policy;
    this.report = report;
  }

  boolean areSkipped() {
    return policy == Policy.SKIP;
  }

  /**
   * Takes note of a file.
   *
   * @throws JobFailedException the problem, unless such files are skipped
   */
  void add(JobFailedException problem) {
    if (policy == Policy.FAIL) {
      throw problem;
    }
    skipped++;
    report.accept("skipped: " + problem.getMessage().replace(WHOLE_IMPORT, "."));
  }

  int skipped() {
    return skipped;
  }
}
