package io.tastelake.serving.task;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TasksTable;
import java.util.List;

/** The tasks of all databases. Thread-safe. */
public final class Tasks {

  private final OnlineStore store;

  public Tasks(OnlineStore store) {
    this.store = store;
  }

  /** Some of a database's tasks of one name, newest first. */
  List<TasksTable.Row> recent(DatabaseId database, String name, int amount, long offset) {
    return store.with(
        connection -> new TasksTable(connection).recent(database, name, amount, offset));
  }
}
