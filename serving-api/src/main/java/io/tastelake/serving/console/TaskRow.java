package io.tastelake.serving.console;

import java.util.ArrayList;
import java.util.List;

/** A task of the open database. */
public record TaskRow(String id, String began, String status, String progress) {

  private static final int SHOWN = 5;

  /** The newest tasks of a name. */
  static List<TaskRow> newest(ApiCalls api, Visit visit, String name) {
    return of(api.get(visit, path(name)));
  }

  /** Where they are listed. */
  static String path(String name) {
    return Shown.link("/tasks/" + name + "/recents", "amt", "" + SHOWN);
  }

  /** Those that were listed. */
  static List<TaskRow> of(ApiCalls.Answer listed) {
    List<TaskRow> tasks = new ArrayList<>();
    listed
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
