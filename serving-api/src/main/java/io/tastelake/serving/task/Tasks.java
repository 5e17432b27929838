package io.tastelake.serving.task;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.store.AskedTask;
import io.tastelake.store.AskedTasks;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TasksTable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The tasks of all databases. Thread-safe. */
public final class Tasks {

  private final OnlineStore store;
  private final Supplier<InteractionId> ids;
  private final Clock clock;

  /**
   * The tasks of {@code store}.
   *
   * @param ids makes ids that nothing else has, on whichever instance
   */
  public Tasks(OnlineStore store, Supplier<InteractionId> ids, Clock clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  /** Some of a database's tasks of one name, newest first. */
  List<TasksTable.Row> recent(DatabaseId database, String name, int amount, long offset) {
    return store.with(
        connection -> {
          AskedTask.named(name)
              .ifPresent(
                  task -> new AskedTasks(connection).settle(task, database, clock.instant()));
          return new TasksTable(connection).recent(database, name, amount, offset);
        });
  }

  /** Asks for a task; returns its id, or nothing if one of its kind waits or runs already. */
  Optional<String> ask(AskedTask task, DatabaseId database) {
    UUID id = ids.get().value();
    boolean asked =
        store.with(
            connection -> new AskedTasks(connection).ask(task, database, id, clock.instant()));
    return asked ? Optional.of(id.toString()) : Optional.empty();
  }
}
