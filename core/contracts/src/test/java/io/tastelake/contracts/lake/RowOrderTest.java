package io.tastelake.contracts.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.Collisions;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.Histories;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class RowOrderTest {

  @Provide
  Arbitrary<List<InteractionEvent>> events() {
    return Histories.events().list().ofMaxSize(20);
  }

  @Property
  void hashesAscend(@ForAll("events") List<InteractionEvent> events) {
    List<LoggedEvent> rows = new ArrayList<>();
    events.forEach(event -> rows.add(new LoggedEvent(0, rows.size(), event)));
    rows.sort(RowOrder.COMPARATOR);
    assertThat(rows.stream().map(RowOrder::hash)).isSorted();
    assertThat(rows).allMatch(row -> RowOrder.hash(row) == hash(row));
  }

  @Test
  void actorsOfOneHashStayTogether() {
    List<LoggedEvent> rows = new ArrayList<>();
    for (int repeat = 0; repeat < 3; repeat++) {
      for (DatabaseId database : Collisions.DATABASES) {
        for (var user : Collisions.USERS) {
          Actor actor = Actor.of(user);
          rows.add(
              new LoggedEvent(
                  0,
                  rows.size(),
                  InteractionEvent.retract(
                      database, actor, InteractionId.derived(database, "any", 0), 0)));
        }
      }
    }
    Collections.shuffle(rows, new Random(1));

    rows.sort(RowOrder.COMPARATOR);

    Set<List<Object>> seen = new HashSet<>();
    List<Object> last = List.of();
    long lastOffset = -1;
    for (LoggedEvent row : rows) {
      List<Object> key = List.of(row.event().database(), row.event().actor());
      assertThat(key.equals(last) ? row.offset() > lastOffset : seen.add(key)).isTrue();
      last = key;
      lastOffset = row.offset();
    }
    assertThat(seen).hasSize(4);
  }

  private static long hash(LoggedEvent row) {
    return ActorHash.of(row.event().database(), row.event().actor());
  }
}
