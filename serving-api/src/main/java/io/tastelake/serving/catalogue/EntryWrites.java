package io.tastelake.serving.catalogue;

import io.tastelake.serving.http.RequestContext;
import java.io.IOException;

/** How writes of entries are answered. */
final class EntryWrites {

  private EntryWrites() {}

  /** Answers 200 with nothing, and 202 whoever did not want to wait. */
  static void answer(RequestContext context, WrittenEntries written) throws IOException {
    if (written.waiting()) {
      context.answerNothing();
    } else {
      context.answerAccepted();
    }
  }
}
