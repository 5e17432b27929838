package io.tastelake.store;

import java.util.Arrays;
import java.util.Optional;

/** What clients may ask batch jobs for. */
public enum AskedTask {
  /** A model of a database's ratings as they are now. */
  TRAINING("ml_model_retrain"),
  /** Small files of the lake joined; of all databases, since they share them. */
  COMPACTION("compact");

  private final String taskName;

  AskedTask(String taskName) {
    this.taskName = taskName;
  }

  /** Whether one of it serves all databases. */
  public boolean isShared() {
    return this == COMPACTION;
  }

  /** The name of its tasks. */
  public String taskName() {
    return taskName;
  }

  /** What has tasks of this name. */
  public static Optional<AskedTask> named(String name) {
    return Arrays.stream(values()).filter(task -> task.taskName.equals(name)).findFirst();
  }
}
