package io.tastelake.serving.deletion;

import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.catalogue.Catalogue;
import io.tastelake.serving.decision.Decision;
import io.tastelake.serving.decision.Decisions;
import io.tastelake.serving.decision.Forgets;
import io.tastelake.serving.rating.Ratings;
import io.tastelake.serving.session.ResolvedSessions;
import io.tastelake.serving.taste.Tastes;
import io.tastelake.store.TasksTable;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Forgets users together with the sessions that are theirs. Thread-safe. */
public final class Deletions {

  /** The name of the tasks that this leaves. */
  public static final String TASK = "delete-interactions-ratings-bulk";

  private static final String PROGRESS =
      "Hidden from every read; stored data is removed in the background.";

  private final Decisions decisions;
  private final Supplier<InteractionId> ids;

  /**
   * Deletions that are decided like all else about users.
   *
   * @param ids makes ids that nothing else has, on whichever instance
   */
  public Deletions(Decisions decisions, Supplier<InteractionId> ids) {
    this.decisions = decisions;
    this.ids = ids;
  }

  /**
   * Hides all that the users and their sessions did before; their sessions are anonymous again.
   * What they do later is seen. Many users are forgotten in parts: if one fails, those before it
   * are forgotten, there is no task, and a retry forgets all.
   *
   * @param users without duplicates
   * @return the id of the task that removes it for good
   * @throws io.tastelake.log.LogUnavailableException if the log does not take the FORGETs in time;
   *     then they are decided, and hide once the log is back
   */
  public String forget(DatabaseId database, Collection<UserId> users) {
    InteractionId forgetId = ids.get();
    decisions.inParts(
        database,
        users,
        (decision, part) -> {
          long acceptedAt = forget(decision, database, part.users(), forgetId);
          if (part.isLast()) {
            addTask(decision, database, forgetId, acceptedAt);
          }
        });
    return forgetId.toString();
  }

  private static long forget(
      Decision decision, DatabaseId database, Collection<UserId> users, InteractionId forgetId) {
    List<Actor> actors =
        Stream.concat(
                users.stream().map(Actor::of),
                ResolvedSessions.free(decision, database, users).stream().map(Actor::of))
            .toList();
    Ratings.forget(decision, database, users);
    Catalogue.forget(decision, database, users);
    Tastes.lock(decision, database, users);
    long acceptedAt = decision.acceptedAt();
    Tastes.forget(decision, database, users, acceptedAt);
    Forgets.forget(decision, database, forgetId, acceptedAt, actors);
    return acceptedAt;
  }

  /** With the last part: a task is done once all FORGETs of its id are. */
  private static void addTask(
      Decision decision, DatabaseId database, InteractionId forgetId, long acceptedAt) {
    new TasksTable(decision.store())
        .add(
            database,
            new TasksTable.Row(
                forgetId.toString(),
                TASK,
                MicrosecondClock.instant(acceptedAt),
                TasksTable.Status.REQUEST_SENT,
                PROGRESS));
  }
}
