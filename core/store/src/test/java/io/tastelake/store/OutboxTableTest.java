package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTableTest extends TestDatabases {

  private final OutboxTable table = new OutboxTable(connection);

  @Test
  void eventsLeaveInTheOrderInWhichTheyCame() {
    List<byte[]> events =
        IntStream.range(0, 200).mapToObj(i -> new byte[] {(byte) i, 0, -1}).toList();
    store.run(
        connection -> {
          new OutboxTable(connection).add(events.subList(0, 150));
          new OutboxTable(connection).add(events.subList(150, 200));
        });
    List<OutboxTable.Row> oldest = table.oldest(1_000);
    assertThat(oldest).extracting(OutboxTable.Row::id).isSorted().doesNotHaveDuplicates();
    assertThat(oldest).extracting(OutboxTable.Row::event).containsExactlyElementsOf(events);
    assertThat(table.newest()).isEqualTo(oldest.get(199).id());
  }

  @Test
  void whatIsDeletedIsGoneAndTheRestStays() {
    assertThat(table.newest()).isZero();
    store.run(
        connection -> new OutboxTable(connection).add(List.of(new byte[] {1}, new byte[] {2})));
    List<OutboxTable.Row> all = table.oldest(9);
    assertThat(table.oldest(1)).hasSize(1);
    assertThat(table.waiting(all.get(0).id())).isOne();
    assertThat(table.waiting(table.newest())).isEqualTo(2);
    store.run(connection -> new OutboxTable(connection).delete(List.of(all.get(0).id())));
    assertThat(table.oldest(9)).extracting(OutboxTable.Row::id).containsExactly(all.get(1).id());
  }
}
