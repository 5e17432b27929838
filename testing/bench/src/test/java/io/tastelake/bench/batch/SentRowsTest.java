package io.tastelake.bench.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.bench.load.NarrowEvents.Row;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.rating.Contribution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentRowsTest {

  @Test
  void eachUsersRowsComeTogetherByItem() {
    SentRows rows = new SentRows(4);
    rows.add(new Row(3, 7, "view", 1.5));
    rows.add(new Row(1, 7, "view", 2.5));
    rows.add(new Row(3, 7, "buy", 3.5));
    rows.add(new Row(3, 8, "view", 4.5));
    rows.group(3);

    assertThat(rows.of(1)).isEqualTo(Map.of(item(7), List.of(contribution("view", 2.5))));
    assertThat(rows.of(2)).isEmpty();
    assertThat(rows.of(3))
        .isEqualTo(
            Map.of(
                item(7), List.of(contribution("view", 1.5), contribution("buy", 3.5)),
                item(8), List.of(contribution("view", 4.5))));
  }

  private static ItemId item(int number) {
    return new ItemId(Integer.toString(number));
  }

  private static Contribution contribution(String type, double timestamp) {
    return new Contribution(type, timestamp, Map.of());
  }
}
