package io.tastelake.batch.task;

import io.tastelake.batch.Summary;
import io.tastelake.domain.taste.Centre;
import io.tastelake.store.AskedTask;
import io.tastelake.store.TasksTable.Status;

/**
 * How a task ended, for whoever asked for it.
 *
 * @param progress a sentence that tenants may read
 */
record TaskResult(Status status, String progress) {

  static final TaskResult FAILED =
      new TaskResult(
          Status.FAILED,
          "It failed: the log of the job run-tasks says why. Ask again once that is mended.");

  /** What the facts of a run that did not fail come to. */
  static TaskResult of(AskedTask task, Summary summary) {
    return switch (task) {
      case TRAINING -> ofTraining(summary);
      case COMPACTION -> ofCompaction(summary);
    };
  }

  private static TaskResult ofTraining(Summary summary) {
    long ratings = summary.count("train-item-factors", "ratings");
    if (summary.count("train-item-factors", "trained") > 0) {
      return completed("Published a model of %d ratings.".formatted(ratings));
    }
    if (summary.count("train-item-factors", "unchanged") > 0) {
      return completed("Nothing to do: the current model was trained from these ratings.");
    }
    return new TaskResult(
        Status.FAILED,
        "Too few ratings: a model needs %d, and there are %d."
                .formatted(Centre.MIN_RATINGS, ratings)
            + " Write more interactions or ratings, then ask again.");
  }

  private static TaskResult ofCompaction(Summary summary) {
    long rows = summary.count("compact", "rows_written");
    return completed(
        rows > 0
            ? "Wrote %,d rows into sorted files.".formatted(rows)
            : "Nothing to do: no files wait to be joined.");
  }

  private static TaskResult completed(String progress) {
    return new TaskResult(Status.COMPLETED, progress);
  }
}
