package io.tastelake.batch.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.RowOrder;
import io.tastelake.domain.interaction.Histories;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

final class InteractionRowsTest {

  @Provide
  Arbitrary<InteractionEvent> events() {
    return Histories.events();
  }

  @Property
  void roundTrip(@ForAll("events") InteractionEvent event, @ForAll int partition, @ForAll long at) {
    LoggedEvent logged = new LoggedEvent(partition, at, event);
    Row row = InteractionRows.row(logged, "1-00000000000000000001");
    assertThat(InteractionRows.event(row)).contains(logged);
    assertThat(row.getLong(0)).isEqualTo(RowOrder.hash(logged));
    assertThat(row.getString(row.size() - 1)).isEqualTo("1-00000000000000000001");
  }

  @Property(tries = 100)
  void aRowThatBreaksARuleHoldsNoEvent(@ForAll("events") InteractionEvent event) {
    Row row = InteractionRows.row(new LoggedEvent(0, 1, event), "fresh");
    assertThat(InteractionRows.event(with(row, "actor_id", "x\u0000"))).isEmpty();
    assertThat(InteractionRows.event(with(row, "actor_id", ""))).isEmpty();
    assertThat(InteractionRows.event(with(row, "item_id", ""))).isEmpty();
    assertThat(InteractionRows.event(with(row, "user_id", "x".repeat(87)))).isEmpty();
    assertThat(InteractionRows.event(with(row, "timestamp", Double.NaN))).isEmpty();
    assertThat(InteractionRows.event(with(row, "rating", Double.POSITIVE_INFINITY))).isEmpty();
    assertThat(InteractionRows.event(with(row, "properties", "{\"a\":"))).isEmpty();
    assertThat(InteractionRows.event(with(row, "database_id", "none"))).isEmpty();
  }

  private static Row with(Row row, String column, Object value) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      boolean replaced = InteractionRows.SCHEMA.fieldNames()[i].equals(column);
      values[i] = replaced ? value : row.get(i);
    }
    return RowFactory.create(values);
  }

  @Test
  void columnsAreThoseOfTheContract() {
    assertThat(InteractionRows.SCHEMA.fieldNames())
        .containsExactly(
            InteractionsTable.COLUMNS.stream()
                .map(InteractionsTable.Column::name)
                .toArray(String[]::new));
  }
}
