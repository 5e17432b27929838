package io.tastelake.batch.task;

import io.tastelake.batch.Explanation;
import io.tastelake.batch.Summary;
import io.tastelake.store.AskedTasks;
import io.tastelake.store.AskedTasks.Waiting;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.SessionLock;
import io.tastelake.store.TasksTable.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Claims what waits, runs it, and says in the store how it ended. */
final class AskedWork {

  private static final String HOLDER = "tastelake run-tasks";
  private static final String RUNS = "A batch job works on it, or waits for another one to end.";

  private final OnlineStore store;
  private final OnlineStore.Connections connections;
  private final Clock clock;
  private final Function<Waiting, Summary> work;
  private final Consumer<String> report;
  private int completed;
  private int failed;

  AskedWork(
      OnlineStore store,
      OnlineStore.Connections connections,
      Clock clock,
      Function<Waiting, Summary> work,
      Consumer<String> report) {
    this.store = store;
    this.connections = connections;
    this.clock = clock;
    this.work = work;
    this.report = report;
  }

  int completed() {
    return completed;
  }

  int failed() {
    return failed;
  }

  /**
   * Runs all that waits, until nothing does, the oldest of a kind first; one that fails ends none
   * of the others. What comes meanwhile waits for those before it, however long they take.
   */
  void runWaiting() {
    store.run(connection -> new AskedTasks(connection).settleAll(clock.instant()));
    if (waiting().isEmpty()) {
      return;
    }
    try (Connection connection = connections.open()) {
      boolean unused = new SessionLock(connection, AskedTasks.RUNNER, HOLDER).tryShare();
      while (runEachThatWaits()) {
        // and those that came meanwhile
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The online store does not give a connection.", e);
    }
  }

  /** Whether there was one to run. */
  private boolean runEachThatWaits() {
    boolean ran = false;
    for (Waiting waiting : waiting()) {
      ran |= run(waiting);
    }
    return ran;
  }

  private List<Waiting> waiting() {
    return store.with(connection -> new AskedTasks(connection).waiting(clock.instant()));
  }

  /**
   * Runs it unless somebody else does. The lock tells the API that somebody is at it; it ends with
   * this process, however.
   */
  private boolean run(Waiting waiting) {
    try (Connection connection = connections.open()) {
      SessionLock lock = new SessionLock(connection, waiting.lock(), HOLDER);
      boolean mine = lock.tryTake() && claim(waiting);
      if (mine) {
        report.accept("%s: a client asks for it".formatted(name(waiting)));
        end(waiting, result(waiting));
      }
      return mine;
    } catch (SQLException e) {
      throw new IllegalStateException("The online store does not give a connection.", e);
    }
  }

  private boolean claim(Waiting waiting) {
    return store.with(connection -> new AskedTasks(connection).claim(waiting, RUNS));
  }

  private TaskResult result(Waiting waiting) {
    try {
      Summary summary = work.apply(waiting);
      summary.failure().ifPresent(report);
      return summary.failure().isPresent()
          ? TaskResult.FAILED
          : TaskResult.of(waiting.task(), summary);
    } catch (Exception e) {
      report.accept("%s failed: %s".formatted(name(waiting), Explanation.of(e)));
      return TaskResult.FAILED;
    }
  }

  private void end(Waiting waiting, TaskResult result) {
    if (result.status() == Status.COMPLETED) {
      completed++;
    } else {
      failed++;
    }
    report.accept("%s: %s".formatted(name(waiting), result.progress()));
    store.run(
        connection -> new AskedTasks(connection).end(waiting, result.status(), result.progress()));
  }

  private static String name(Waiting waiting) {
    return "database %s, %s".formatted(waiting.database().value(), waiting.task().taskName());
  }
}
