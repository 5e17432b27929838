package io.tastelake.standalone;

import io.tastelake.serving.deletion.Deletions;
import io.tastelake.store.AskedTasks;
import io.tastelake.store.TasksTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tasks that wait for a batch job, or that one runs, as the online store knows them. */
public final class OpenTasks {

  private OpenTasks() {}

  /**
   * A task, or several of one kind.
   *
   * @param says how it is
   */
  public record Open(String name, String says) {}

  /** Those of all databases; none while the store does not answer. */
  public static List<Open> of(DataFolder folder, Instant now) {
    return FolderStore.ask(
        folder,
        connection -> {
          List<Open> open = new ArrayList<>();
          new AskedTasks(connection).open(now).forEach(task -> open.add(asked(task)));
          erasures(new TasksTable(connection).waiting(Deletions.TASK)).ifPresent(open::add);
          return open;
        });
  }

  private static Open asked(TasksTable.Open open) {
    String how =
        open.task().status() == TasksTable.Status.RUNNING ? "runs, asked for at" : "waits since";
    return new Open(
        open.task().name(),
        "%s %s, of database %s".formatted(how, open.task().startedAt(), open.database().value()));
  }

  private static Optional<Open> erasures(TasksTable.Waiting waiting) {
    return waiting
        .oldest()
        .map(
            oldest ->
                new Open(
                    "erasures",
                    waiting.tasks() == 1
                        ? "1 waits since " + oldest
                        : "%,d wait, the oldest since %s".formatted(waiting.tasks(), oldest)));
  }
}
