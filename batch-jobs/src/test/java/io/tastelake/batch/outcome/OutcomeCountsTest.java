package io.tastelake.batch.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.outcome.FollowUp;
import io.tastelake.domain.outcome.ShownList;
import io.tastelake.store.NotedList;
import io.tastelake.store.OutcomesTable;
import io.tastelake.store.ShownListsTable.Shown;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Lists are counted actor by actor. */
final class OutcomeCountsTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  private static final ItemId LAMP = new ItemId("lamp");
  private static final double SHOWN_AT = 1.7e9;
  private static final Actor ANN = Actor.of(new UserId("ann"));

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

  /** An actor may have been shown hundreds of thousands of lists. */
  @Test
  void theItemsOfAnActorsListsAreNotKeptUntilItsLastInteraction() {
    List<WeakReference<Set<ItemId>>> items = new ArrayList<>();
    Function<List<FollowUp>, List<NotedList>> lists =
        acts -> {
          items.forEach(OutcomeCountsTest::awaitGone);
          Set<ItemId> shown = new HashSet<>(Set.of(LAMP));
          items.add(new WeakReference<>(shown));
          return List.of(list("list" + items.size(), shown));
        };
    OutcomeCounts counts = new OutcomeCounts(lists, list("", Set.of()).day());

    counts.count(IntStream.range(0, 2_500).mapToObj(i -> act("view", "any")).iterator());

    assertThat(items).hasSize(3);
    assertThat(types(counts)).containsExactly(tuple("", 3L), tuple("view", 3L));
  }

  private static void awaitGone(WeakReference<Set<ItemId>> items) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              System.gc();
              return items.get() == null;
            });
  }

  @Test
  void theTypesThatMostListsWereFollowedByArePublished() {
    List<NotedList> lists = List.of(list("first", Set.of(LAMP)), list("second", Set.of(LAMP)));
    OutcomeCounts counts = new OutcomeCounts(acts -> lists, lists.get(0).day());
    List<FollowUp> acts = new ArrayList<>();
    for (int i = 10; i < 32; i++) {
      acts.add(act("type" + i, "first"));
    }
    acts.add(act("type31", "second"));

    counts.count(acts.iterator());

    assertThat(types(counts))
        .hasSize(21)
        .startsWith(tuple("", 2L), tuple("type31", 2L), tuple("type10", 1L))
        .endsWith(tuple("type28", 1L));
  }

  private static NotedList list(String id, Set<ItemId> items) {
    return new NotedList(new ShownList(SHOP, id, Optional.of(ANN), SHOWN_AT, items), "home");
  }

  private static FollowUp act(String type, String named) {
    return new FollowUp(SHOP, ANN, LAMP, type, SHOWN_AT + 1, Optional.of(named));
  }

  private static List<Tuple> types(OutcomeCounts counts) {
    Shown shown = new Shown(SHOP, list("", Set.of()).day(), "home", 9);
    return counts.rows(List.of(shown), Instant.ofEpochSecond((long) SHOWN_AT)).stream()
        .map(row -> tuple(row.type(), row.named() + row.byItem()))
        .toList();
  }
}
