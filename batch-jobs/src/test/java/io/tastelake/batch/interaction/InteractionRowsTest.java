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

  @Test
  void columnsAreThoseOfTheContract() {
    assertThat(InteractionRows.SCHEMA.fieldNames())
        .containsExactly(
            InteractionsTable.COLUMNS.stream()
                .map(InteractionsTable.Column::name)
                .toArray(String[]::new));
  }
}
