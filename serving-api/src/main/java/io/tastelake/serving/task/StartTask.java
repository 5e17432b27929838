package io.tastelake.serving.task;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.http.Unsupported;
import io.tastelake.store.AskedTask;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** {@code POST tasks/<name>/}: asks for a training or a compaction, and answers its task. */
public final class StartTask implements Endpoint {

  /** Those that public clients know and that nothing here does. */
  private static final Set<String> UNSUPPORTED =
      Set.of("item_popularity_score_recalibrate", "ml_new_users", "ml_new_items");

  private final Databases databases;
  private final Tasks tasks;

  public StartTask(Databases databases, Tasks tasks) {
    this.databases = databases;
    this.tasks = tasks;
  }

  @Override
  public Route route() {
    return Route.post("/tasks/{name}", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    String name = context.path("name");
    AskedTask asked = known(name);
    requireMayAsk(context.caller(), asked);
    Unsupported.refuse(context.fields(), "payload");
    context.accept(1);
    String task = tasks.ask(asked, database.id()).orElseThrow(() -> running(asked));
    context.audit(AuditLog.Event.TASK_STARTED, Map.of("task", task));
    context.answer(json -> json.writeStringField("task_id", task));
  }

  private static AskedTask known(String name) {
    if (UNSUPPORTED.contains(name)) {
      throw ApiException.wrongData(
          ErrorName.WRONG_PARAMETER,
          "The task "
              + name
              + " is not supported: every training, "
              + AskedTask.TRAINING.taskName()
              + " or the nightly, does what it stands for.");
    }
    return AskedTask.named(name)
        .orElseThrow(() -> ApiException.notFound(ErrorName.RESOURCE_NOT_FOUND, "task", name));
  }

  /** A compaction is work for all databases of the installation. */
  private static void requireMayAsk(Caller caller, AskedTask task) {
    if (task == AskedTask.COMPACTION) {
      caller.requireOneOf(Set.of(Role.ROOT));
    }
  }

  private static ApiException running(AskedTask task) {
    String name = task.taskName();
    return ApiException.duplicated(
        ErrorName.TASK_ALREADY_RUNNING,
        "task",
        name,
        task.isShared()
            ? "A task %s waits or runs already, perhaps asked for in another database: it serves all."
                .formatted(name)
            : "A task %s of this database waits or runs already: follow it at tasks/%s/recents/."
                .formatted(name, name));
  }
}
