package io.tastelake.batch.task;

import io.tastelake.batch.Explanation;
import io.tastelake.batch.Summary;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.Retrainings;
import io.tastelake.store.Retrainings.Waiting;
import io.tastelake.store.SessionLock;
import io.tastelake.store.TasksTable.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;

/** Claims what waits, runs it, and says in the store how it ended. */
final class AskedTrainings {

  private static final String RUNS = "A batch job works on it, or waits for another one to end.";
  private static final String FAILED =
      "It failed: the log of the job run-tasks says why. Ask again once that is mended.";

  private final OnlineStore store;
  private final OnlineStore.Connections connections;
  private final Clock clock;
  private final Function<DatabaseId, Summary> train;
  private final Consumer<String> report;
  private int completed;
  private int failed;

  AskedTrainings(
      OnlineStore store,
      OnlineStore.Connections connections,
      Clock clock,
      Function<DatabaseId, Summary> train,
      Consumer<String> report) {
    this.store = store;
    this.connections = connections;
    this.clock = clock;
    this.train = train;
    this.report = report;
  }

  int completed() {
    return completed;
  }

  int failed() {
    return failed;
  }

  /** Runs all that waits now, the oldest first; one that fails ends none of the others. */
  void runWaiting() {
    for (Waiting training :
        store.with(connection -> new Retrainings(connection).waiting(clock.instant()))) {
      run(training);
    }
  }

  /** The lock tells the API that somebody is at it; it ends with this process, however. */
  private void run(Waiting training) {
    try (Connection connection = connections.open()) {
      SessionLock lock = new SessionLock(connection, training.lock(), "tastelake run-tasks");
      if (lock.tryTake() && claim(training)) {
        report.accept("database " + training.database().value() + ": a client asks for a training");
        end(training, result(training.database()));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The online store does not give a connection.", e);
    }
  }

  private boolean claim(Waiting training) {
    return store.with(connection -> new Retrainings(connection).claim(training, RUNS));
  }

  private record Result(Status status, String progress) {}

  private Result result(DatabaseId database) {
    try {
      Summary summary = train.apply(database);
      if (summary.failure().isPresent()) {
        report.accept(summary.failure().get());
        return new Result(Status.FAILED, FAILED);
      }
      return result(summary);
    } catch (RuntimeException e) {
      report.accept("database " + database.value() + ": the training failed: " + Explanation.of(e));
      return new Result(Status.FAILED, FAILED);
    }
  }

  private static Result result(Summary summary) {
    if (count(summary, "trained") > 0) {
      return new Result(
          Status.COMPLETED,
          "Published a model of %d ratings.".formatted(count(summary, "ratings")));
    }
    if (count(summary, "unchanged") > 0) {
      return new Result(
          Status.COMPLETED, "Nothing to do: the current model was trained from these ratings.");
    }
    return new Result(
        Status.FAILED,
        "Too few ratings: a model needs %d, and there are %d."
                .formatted(Centre.MIN_RATINGS, count(summary, "ratings"))
            + " Write more interactions or ratings, then ask again.");
  }

  private static long count(Summary summary, String fact) {
    return summary.count("train-item-factors", fact);
  }

  private void end(Waiting training, Result result) {
    if (result.status() == Status.COMPLETED) {
      completed++;
    } else {
      failed++;
    }
    report.accept("database " + training.database().value() + ": " + result.progress());
    store.run(
        connection ->
            new Retrainings(connection).end(training, result.status(), result.progress()));
  }
}
