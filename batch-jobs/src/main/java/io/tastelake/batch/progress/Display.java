package io.tastelake.batch.progress;

import java.time.Instant;

/** Where one stage's progress is shown. */
interface Display extends AutoCloseable {

  /** So many rows are done, at that moment. */
  void reached(long rows, Instant now);

  /** Shows a sentence beside it. */
  void say(String sentence);

  @Override
  void close();
}
