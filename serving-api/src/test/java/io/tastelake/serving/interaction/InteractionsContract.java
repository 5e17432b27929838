package io.tastelake.serving.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.log.EventLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What log, histories and listings do, whichever they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InteractionsContract {

  private static final int PAGE = 7;

  private final long seed = Long.getLong("tastelake.test.seed", System.nanoTime());
  private final Shop shop = new Shop(DatabaseId.of(UUID.randomUUID()), "contract", 8, seed);

  abstract EventLog log();

  abstract Histories histories();

  abstract Listings listings();

  @BeforeAll
  void write() {
    System.out.println("seed = " + seed + " (" + getClass().getSimpleName() + ")");
    for (int i = 0; i < 40; i++) {
      log().append(shop.write(20));
    }
  }

  @Test
  void anAppendReturnsTheEventsInTheirOrderAndWhereEachIs() {
    Shop other = new Shop(DatabaseId.of(UUID.randomUUID()), "appended", 1, seed);
    List<InteractionEvent> events = new ArrayList<>(other.write(20));
    List<LoggedEvent> first = log().append(events);
    assertThat(first).extracting(LoggedEvent::event).isEqualTo(events);
    List<InteractionEvent> more = other.write(20);
    List<LoggedEvent> all = new ArrayList<>(first);
    all.addAll(log().append(more));
    assertThat(all).extracting(LoggedEvent::offset).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aHistoryIsOfAllThatWasAppended() {
    for (Actor actor : shop.actors()) {
      HistoryPart part = histories().page(shop.database, actor, HistoryRequest.newest(10_000));
      assertThat(part.rows()).isEqualTo(shop.expected(actor));
      assertThat(part.hasMore()).isFalse();
      assertThat(part.warnings()).isEmpty();
    }
  }

  @Test
  void pagesOfAHistoryVisitEachRowOnceInOneOrder() {
    for (Actor actor : shop.actors()) {
      List<Interaction> rows = new ArrayList<>();
      Optional<HistoryPosition> after = Optional.empty();
      boolean hasMore = true;
      while (hasMore) {
        HistoryRequest request = new HistoryRequest(Set.of(), TimeWindow.ALWAYS, after, PAGE);
        HistoryPart part = histories().page(shop.database, actor, request);
        rows.addAll(part.rows());
        hasMore = part.hasMore();
        after = rows.isEmpty() ? after : Optional.of(HistoryPosition.of(rows.get(rows.size() - 1)));
      }
      assertThat(rows).isEqualTo(shop.expected(actor));
    }
  }

  @Test
  void aHistoryHoldsTheTypesAndTimesThatAreWanted() {
    TimeWindow window = new TimeWindow(5, 12);
    for (Actor actor : shop.actors()) {
      for (String type : types(actor)) {
        HistoryRequest request = new HistoryRequest(Set.of(type), window, Optional.empty(), 10_000);
        assertThat(histories().page(shop.database, actor, request).rows())
            .isEqualTo(
                shop.expected(actor).stream()
                    .filter(row -> row.type().equals(type) && window.holds(row.timestamp()))
                    .toList());
      }
    }
  }

  private Set<String> types(Actor actor) {
    Set<String> types = new HashSet<>(Set.of("never-seen"));
    shop.expected(actor).forEach(row -> types.add(row.type()));
    return types;
  }

  @Test
  void oneInteractionIsFoundByItsId() {
    for (Actor actor : shop.actors()) {
      for (Interaction row : shop.expected(actor)) {
        assertThat(histories().interaction(shop.database, actor, row.id())).contains(row);
      }
    }
  }

  @Test
  void pagesOfAListingVisitEachRowOnce() {
    for (TimeWindow window : List.of(TimeWindow.ALWAYS, new TimeWindow(7, 9))) {
      for (Actor.Kind kind : Actor.Kind.values()) {
        List<ListedInteraction> rows = new ArrayList<>();
        Optional<ListingPosition> after = Optional.empty();
        ListingRequest request;
        do {
          request = new ListingRequest(shop.database, kind, window, PAGE, after);
          ListingPage page = listings().page(request);
          assertThat(page.rows()).hasSizeLessThanOrEqualTo(PAGE);
          rows.addAll(page.rows());
          after = page.next();
        } while (after.isPresent());
        assertThat(rows).containsExactlyInAnyOrderElementsOf(shop.expected(request));
      }
    }
  }
}
