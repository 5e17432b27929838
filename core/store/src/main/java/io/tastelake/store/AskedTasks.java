package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.TasksTable.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Tasks that were asked for: one of a kind at a time in each database, or in all if one serves all.
 * Whoever runs one claims it, and holds its lock from before the claim to the end, so that a runner
 * that is gone is missed.
 */
public final class AskedTasks {

  /** The key of the lock that runners share for as long as they claim what waits. */
  public static final long RUNNER = 0x72756E6E6572L;

  /** How long a task waits to be claimed, if nobody is at those before it. */
  public static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(60);

  /** How long it waits for those before it. */
  private static final Duration MAX_WAIT = Duration.ofHours(24);

  private static final String ASKED = "Waiting for the job run-tasks to claim it.";
  private static final String UNCLAIMED =
      "No job claimed it within 60 s. Whoever operates this installation must keep the batch job"
          + " run-tasks running; then ask again.";
  private static final String LOST =
      "The job that ran it ended without saying how it went: its log says why. Ask again.";

  private final TasksTable tasks;
  private final StoreLocks locks;

  public AskedTasks(StoreConnection connection) {
    this.tasks = new TasksTable(connection);
    this.locks = new StoreLocks(connection);
  }

  /** A task that nobody runs yet. */
  public record Waiting(AskedTask task, DatabaseId database, String id) {

    /** The key of the lock that whoever runs it holds. */
    public long lock() {
      return lockOf(id);
    }
  }

  /**
   * Asks for a task.
   *
   * @param id a UUID that no other task has
   * @return false if one that serves this database waits or runs; then nothing is asked for
   */
  public boolean ask(AskedTask task, DatabaseId database, UUID id, Instant now) {
    settle(task, database, now);
    return tasks.addAlone(
        database,
        new TasksTable.Row(id.toString(), task.taskName(), now, Status.REQUEST_SENT, ASKED));
  }

  /** Says of a task that nobody claimed, or whose runner is gone, that it failed. */
  public void settle(AskedTask task, DatabaseId database, Instant now) {
    for (TasksTable.Open open : tasks.open(task.taskName())) {
      if (task.isShared() || open.database().equals(database)) {
        settle(open.task(), now);
      }
    }
  }

  /** The same of all tasks. */
  public void settleAll(Instant now) {
    for (AskedTask task : AskedTask.values()) {
      tasks.open(task.taskName()).forEach(open -> settle(open.task(), now));
    }
  }

  private void settle(TasksTable.Row task, Instant now) {
    if (!isAlive(task, now)) {
      String why = task.status() == Status.RUNNING ? LOST : UNCLAIMED;
      boolean unused = tasks.change(task.id(), task.status(), Status.FAILED, why);
    }
  }

  private boolean isAlive(TasksTable.Row task, Instant now) {
    return task.status() == Status.RUNNING ? locks.isHeld(lockOf(task.id())) : !isLate(task, now);
  }

  /** Those that can be claimed, and those whose runner lives: kind by kind, the oldest first. */
  public List<TasksTable.Open> open(Instant now) {
    return Arrays.stream(AskedTask.values())
        .flatMap(task -> tasks.open(task.taskName()).stream())
        .filter(open -> isAlive(open.task(), now))
        .toList();
  }

  /** Those that can be claimed, kind by kind, the oldest first. */
  public List<Waiting> waiting(Instant now) {
    return Arrays.stream(AskedTask.values()).flatMap(task -> waiting(task, now).stream()).toList();
  }

  /** Those of a kind that can be claimed, the oldest first. */
  public List<Waiting> waiting(AskedTask task, Instant now) {
    return tasks.open(task.taskName()).stream()
        .filter(open -> open.task().status() == Status.REQUEST_SENT)
        .filter(open -> !isLate(open.task(), now))
        .map(open -> new Waiting(task, open.database(), open.task().id()))
        .toList();
  }

  /**
   * Claims a task; the caller holds its lock.
   *
   * @param progress a sentence
   * @return whether it is the caller's to run
   */
  public boolean claim(Waiting task, String progress) {
    return tasks.change(task.id(), Status.REQUEST_SENT, Status.RUNNING, progress);
  }

  /** Says how a claimed task ended. */
  public void end(Waiting task, Status status, String progress) {
    boolean unused = tasks.change(task.id(), Status.RUNNING, status, progress);
  }

  private boolean isLate(TasksTable.Row task, Instant now) {
    return now.isAfter(task.startedAt().plus(MAX_WAIT))
        || (now.isAfter(task.startedAt().plus(CLAIM_TIMEOUT)) && !locks.isHeld(RUNNER));
  }

  private static long lockOf(String id) {
    return UUID.fromString(id).getLeastSignificantBits();
  }
}
