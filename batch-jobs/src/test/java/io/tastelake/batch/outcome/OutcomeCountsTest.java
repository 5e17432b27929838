package io.tastelake.batch.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.outcome.FollowUp;
import io.tastelake.domain.outcome.ShownList;
import io.tastelake.store.NotedList;
import io.tastelake.store.OutcomesTable;
import io.tastelake.store.ShownListsTable.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Lists are counted actor by actor. */
final class OutcomeCountsTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  private static final ItemId LAMP = new ItemId("lamp");
  private static final double SHOWN_AT = 1.7e9;

  /** More actors than are looked up at once. */
  @Test
  void aListOfNobodyCountsOnceHoweverManyNameIt() {
    NotedList list =
        new NotedList(
            new ShownList(SHOP, "shared", Optional.empty(), SHOWN_AT, Set.of(LAMP)), "home");
    OutcomeCounts counts = new OutcomeCounts(acts -> List.of(list), list.day());
    List<FollowUp> acts = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      Actor actor = Actor.of(new UserId("user" + i));
      acts.add(new FollowUp(SHOP, actor, LAMP, "view", SHOWN_AT + 1, Optional.of("shared")));
    }

    counts.count(acts.iterator());

    Shown shown = new Shown(SHOP, list.day(), "home", 1);
    assertThat(counts.rows(List.of(shown), Instant.ofEpochSecond((long) SHOWN_AT)))
        .extracting(OutcomesTable.Row::type, OutcomesTable.Row::named, OutcomesTable.Row::byItem)
        .containsExactly(tuple("", 1L, 0L), tuple("view", 1L, 0L));
  }
}
