package io.tastelake.serving.task;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.TasksTable;
import java.io.IOException;
import java.util.List;

/** {@code GET tasks/<name>/recents/}: a database's tasks of one name, newest first. */
public final class ListRecentTasks implements Endpoint {

  private static final int PAGE = 64;
  private static final double MILLIS = 1000;

  private final Databases databases;
  private final Tasks tasks;

  public ListRecentTasks(Databases databases, Tasks tasks) {
    this.databases = databases;
    this.tasks = tasks;
  }

  @Override
  public Route route() {
    return Route.get("/tasks/{name}/recents", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Query query = context.query();
    int page = query.amount("page", 1, Integer.MAX_VALUE - 1);
    int amount = query.amountWithin("amt", PAGE, PAGE);
    List<TasksTable.Row> found =
        tasks.recent(database.id(), context.path("name"), amount + 1, (page - 1L) * amount);
    context.answer(
        json -> {
          json.writeArrayFieldStart("tasks");
          for (TasksTable.Row task : found.subList(0, Math.min(amount, found.size()))) {
            json.writeStartObject();
            json.writeStringField("task_id", task.id());
            json.writeStringField("name", task.name());
            json.writeNumberField("start_time", task.startedAt().toEpochMilli() / MILLIS);
            json.writeStringField("status", task.status().name());
            json.writeStringField("progress", task.progress());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeBooleanField("has_next", found.size() > amount);
          json.writeNumberField("next_page", page + 1);
        });
  }
}
