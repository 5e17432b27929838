package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.TasksTable.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Trainings that were asked for: one at a time for each database. Whoever runs one claims it, and
 * holds its lock from before the claim to the end, so that a runner that is gone is missed.
 */
public final class Retrainings {

  /** The name of the tasks. */
  public static final String TASK = "ml_model_retrain";

  /** How long a training waits to be claimed. */
  public static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(60);

  private static final String ASKED = "Waiting for the job run-tasks to claim it.";
  private static final String UNCLAIMED =
      "No job claimed it within 60 s. Whoever operates this installation must keep the batch job"
          + " run-tasks running; then ask again.";
  private static final String LOST =
      "The job that ran it ended without saying how it went: its log says why. Ask again.";

  private final TasksTable tasks;
  private final StoreLocks locks;

  public Retrainings(StoreConnection connection) {
    this.tasks = new TasksTable(connection);
    this.locks = new StoreLocks(connection);
  }

  /** A training that nobody runs yet. */
  public record Waiting(DatabaseId database, String id) {

    /** The key of the lock that whoever runs it holds. */
    public long lock() {
      return lockOf(id);
    }
  }

  /**
   * Asks for a training.
   *
   * @param id a UUID that no other task has
   * @return false if one of this database waits or runs; then nothing is asked for
   */
  public boolean ask(DatabaseId database, UUID id, Instant now) {
    settle(database, now);
    return tasks.addAlone(
        database, new TasksTable.Row(id.toString(), TASK, now, Status.REQUEST_SENT, ASKED));
  }

  /** Says of a training that nobody claimed, or whose runner is gone, that it failed. */
  public void settle(DatabaseId database, Instant now) {
    for (TasksTable.Open open : tasks.open(TASK)) {
      if (open.database().equals(database)) {
        settle(open.task(), now);
      }
    }
  }

  private void settle(TasksTable.Row task, Instant now) {
    if (task.status() == Status.REQUEST_SENT && isLate(task, now)) {
      boolean unused = tasks.change(task.id(), Status.REQUEST_SENT, Status.FAILED, UNCLAIMED);
    }
    if (task.status() == Status.RUNNING && !locks.isHeld(lockOf(task.id()))) {
      boolean unused = tasks.change(task.id(), Status.RUNNING, Status.FAILED, LOST);
    }
  }

  /** Those that can be claimed, the oldest first. */
  public List<Waiting> waiting(Instant now) {
    return tasks.open(TASK).stream()
        .filter(open -> open.task().status() == Status.REQUEST_SENT)
        .filter(open -> !isLate(open.task(), now))
        .map(open -> new Waiting(open.database(), open.task().id()))
        .toList();
  }

  /**
   * Claims a training; the caller holds its lock.
   *
   * @param progress a sentence
   * @return whether it is the caller's to run
   */
  public boolean claim(Waiting training, String progress) {
    return tasks.change(training.id(), Status.REQUEST_SENT, Status.RUNNING, progress);
  }

  /** Says how a claimed training ended. */
  public void end(Waiting training, Status status, String progress) {
    boolean unused = tasks.change(training.id(), Status.RUNNING, status, progress);
  }

  private static boolean isLate(TasksTable.Row task, Instant now) {
    return now.isAfter(task.startedAt().plus(CLAIM_TIMEOUT));
  }

  private static long lockOf(String id) {
    return UUID.fromString(id).getLeastSignificantBits();
  }
}
