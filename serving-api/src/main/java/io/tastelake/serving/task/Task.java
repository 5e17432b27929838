package io.tastelake.serving.task;

import java.time.Instant;

/**
 * Something that runs in the background.
 *
 * @param id unique
 * @param name what it does, the same for all that do it
 * @param progress a sentence
 */
record Task(String id, String name, Instant start, Status status, String progress) {

  enum Status {
    /** It was asked for; nobody works on it yet. */
    REQUEST_SENT,
    RUNNING,
    FAILED,
    CANCELLED,
    COMPLETED
  }
}
