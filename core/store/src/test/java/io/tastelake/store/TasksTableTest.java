package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.store.TasksTable.Row;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TasksTableTest extends TestDatabases {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");

  @Test
  void tasksOfOneNameAreListedNewestFirst() {
    Row first = task("1", "delete", 0);
    Row second = task("2", "delete", 1);
    store.run(
        connection -> {
          TasksTable table = new TasksTable(connection);
          table.add(SHOP, first);
          table.add(SHOP, second);
          table.add(SHOP, task("3", "another", 2));
          table.add(OTHER, task("4", "delete", 3));
        });
    assertThat(recent(9, 0)).containsExactly(second, first);
    assertThat(recent(1, 1)).containsExactly(first);
  }

  private static Row task(String id, String name, int seconds) {
    return new Row(
        id, name, START.plusSeconds(seconds), TasksTable.Status.REQUEST_SENT, "Asked for.");
  }

  private List<Row> recent(int amount, long offset) {
    return store.with(
        connection -> new TasksTable(connection).recent(SHOP, "delete", amount, offset));
  }
}
