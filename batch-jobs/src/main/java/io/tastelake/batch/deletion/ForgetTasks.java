package io.tastelake.batch.deletion;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.store.PurgesTable;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.TasksTable;
import io.tastelake.store.TasksTable.OfForget;
import io.tastelake.store.TasksTable.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The tasks that {@code DELETE interactions-ratings-bulk/} left; a task's id is its FORGET's. */
final class ForgetTasks {

  /** As the API names them. */
  static final String NAME = "delete-interactions-ratings-bulk";

  private final TasksTable tasks;
  private final PurgesTable purges;
  private final HeldLock held;

  ForgetTasks(StoreConnection store, HeldLock held) {
    this.tasks = new TasksTable(store);
    this.purges = new PurgesTable(store);
    this.held = held;
  }

  /**
   * The ids of the open tasks, and of each whether all its FORGETs lie below {@code position}. The
   * places of FORGETs are known for a day; older ones lie below it.
   */
  Map<String, Boolean> open(LogPosition position) {
    Map<String, Boolean> open = new LinkedHashMap<>();
    for (OfForget task : tasks.openWithForgets(NAME)) {
      open.merge(task.id(), !task.known() || covered(task, position), Boolean::logicalAnd);
    }
    return open;
  }

  private static boolean covered(OfForget task, LogPosition position) {
    return task.forget()
        .filter(place -> position.covers(place.partition(), place.offset()))
        .isPresent();
  }

  /** Files that hold something of these tasks' actors may be replaced from {@code now} on. */
  void replacing(Set<String> concerned, Instant now) {
    held.require();
    purges.replacing(concerned, now);
  }

  /** The completed tasks that wait for VACUUM: files that are older may hold something of them. */
  Map<String, Instant> waitingForVacuum() {
    return purges.waitingForVacuum();
  }

  /** The task no longer waits; appends {@code sentence} to its progress. */
  void vacuumed(String task, String sentence) {
    held.require();
    purges.vacuumed(task, " " + sentence);
  }

  /** The task runs; {@code progress} says how far it is. */
  void running(String task, String progress) {
    change(task, Status.RUNNING, progress);
  }

  /** The task is done. */
  void completed(String task, String progress) {
    change(task, Status.COMPLETED, progress);
  }

  /** The task failed, and is tried again by the next run. */
  void failed(String task, String progress) {
    change(task, Status.FAILED, progress);
  }

  private void change(String task, Status status, String progress) {
    held.require();
    tasks.change(task, status, progress);
  }
}
