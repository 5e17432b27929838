package io.tastelake.serving.console;

import java.util.ArrayList;
import java.util.List;

/** A task of the open database. */
public record TaskRow(String id, String began, String status, String progress) {

  private static final int SHOWN = 5;

  /** The newest tasks of a name. */
  static List<TaskRow> newest(ApiCalls api, Visit visit, String name) {
    List<TaskRow> tasks = new ArrayList<>();
    api.get(visit, Shown.link("/tasks/" + name + "/recents", "amt", "" + SHOWN))
        .json()
        .path("tasks")
        .forEach(
            task ->
                tasks.add(
                    new TaskRow(
                        task.path("task_id").asText(),
                        Shown.time(task.path("start_time").asDouble()),
                        task.path("status").asText(),
                        Shown.text(task.path("progress")))));
    return tasks;
  }
}
