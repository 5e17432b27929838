package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.outcome.FollowUp;
import io.tastelake.domain.outcome.ShownList;
import io.tastelake.store.OutcomesTable.Completeness;
import io.tastelake.store.ShownListsTable.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lists that were shown, and what came of them. */
class OutcomeTablesTest extends TestDatabases {

  private static final DatabaseId GONE = new DatabaseId("gone000000000000000000");
  private static final Actor ANN = Actor.of(new UserId("ann"));
  private static final Actor BEN = Actor.of(new UserId("ben"));

  /** A session whose id is a user's. */
  private static final Actor SESSION = Actor.of(new SessionId("ann"));

  private static final ItemId LAMP = new ItemId("a \"lamp\\,{}");
  private static final ItemId SOFA = new ItemId("sofa");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 29);

  /** Noon of the day. */
  private static final double NOON = Instant.parse("2026-11-29T12:00:00Z").getEpochSecond() + 0.123;

  private final ShownListsTable lists = new ShownListsTable(connection);
  private final OutcomesTable outcomes = new OutcomesTable(connection);

  private static NotedList list(String id, Actor actor, double shownAt) {
    return list(SHOP, id, actor, shownAt);
  }

  private static NotedList list(DatabaseId database, String id, Actor actor, double shownAt) {
    Set<ItemId> items = new LinkedHashSet<>(List.of(SOFA, LAMP));
    return new NotedList(
        new ShownList(database, id, Optional.ofNullable(actor), shownAt, items), "home");
  }

  private static FollowUp act(Actor actor, ItemId item, double timestamp, String named) {
    return new FollowUp(SHOP, actor, item, "view", timestamp, Optional.ofNullable(named));
  }

  private List<String> behind(FollowUp... acts) {
    return lists.behind(List.of(acts)).stream().map(each -> each.list().id()).sorted().toList();
  }

  @Test
  void whatComesBackIsWhatWasShown() {
    NotedList known = list("known", SESSION, NOON);
    NotedList unknown = list("unknown", null, NOON - 0.001);
    assertThat(lists.add(List.of(known, unknown, list(GONE, "gone", ANN, NOON)))).isEqualTo(2);
    assertThat(lists.behind(List.of(act(BEN, SOFA, 1, "known"), act(BEN, SOFA, 1, "unknown"))))
        .containsExactlyInAnyOrder(known, unknown);
    assertThat(known.day()).isEqualTo(DAY);
  }

  @Test
  void behindAnActAreTheListThatItNamesAndTheLastThatShowedItsItemToItsActor() {
    lists.add(
        List.of(
            list("older", ANN, NOON - 60),
            list("last", ANN, NOON),
            list("later", ANN, NOON + 60),
            list("session's", SESSION, NOON),
            list("ben's", BEN, NOON),
            list("nobody's", null, NOON),
            list(OTHER, "elsewhere", ANN, NOON)));
    assertThat(behind(act(ANN, LAMP, NOON + 1, null))).containsExactly("last");
    assertThat(behind(act(ANN, LAMP, NOON, "older"))).containsExactly("last", "older");
    assertThat(behind(act(SESSION, SOFA, NOON + 9, "ben's"))).containsExactly("ben's", "session's");
    assertThat(behind(act(ANN, new ItemId("rug"), NOON + 1, null))).isEmpty();
    assertThat(behind(act(ANN, LAMP, NOON - 61, null))).isEmpty();
    assertThat(behind(act(ANN, LAMP, NOON + ShownList.WINDOW + 60, null))).containsExactly("later");
    assertThat(behind(act(ANN, LAMP, NOON + ShownList.WINDOW + 61, null))).isEmpty();
    assertThat(behind(act(ANN, LAMP, NOON, "elsewhere"))).containsExactly("last");
    assertThat(lists.behind(List.of())).isEmpty();
  }

  @Test
  void theListBehindAnActIsAmongTheLastTwoHundredOfItsActor() {
    Set<ItemId> rug = Set.of(new ItemId("rug"));
    List<NotedList> later = new ArrayList<>();
    for (int i = 1; i < 200; i++) {
      ShownList list = new ShownList(SHOP, "rug" + i, Optional.of(ANN), NOON + i, rug);
      later.add(new NotedList(list, "home"));
    }
    lists.add(List.of(list("found", ANN, NOON), list("session's", SESSION, NOON + 300)));
    lists.add(later);
    assertThat(behind(act(ANN, LAMP, NOON + 300, null))).containsExactly("found");
    ShownList last = new ShownList(SHOP, "rug200", Optional.of(ANN), NOON + 200, rug);
    lists.add(List.of(new NotedList(last, "home")));
    assertThat(behind(act(ANN, LAMP, NOON + 300, null))).isEmpty();
  }

  @Test
  void aDaysScenariosOfMostListsAreCounted() {
    double midnight = Instant.parse("2026-11-30T00:00:00Z").getEpochSecond();
    lists.add(
        List.of(
            list("1", ANN, midnight - 0.001),
            list("2", null, NOON),
            new NotedList(list("3", ANN, NOON).list(), NotedList.NO_SCENARIO),
            list("4", ANN, midnight),
            list(OTHER, "5", ANN, NOON)));
    Shown home = new Shown(SHOP, DAY, "home", 2);
    Shown none = new Shown(SHOP, DAY, NotedList.NO_SCENARIO, 1);
    Shown next = new Shown(SHOP, DAY.plusDays(1), "home", 1);
    Shown other = new Shown(OTHER, DAY, "home", 1);
    assertThat(lists.counts(DAY, 9)).containsExactlyInAnyOrder(home, none, next, other);
    assertThat(lists.counts(DAY, 1)).containsExactlyInAnyOrder(home, next, other);
    assertThat(lists.counts(DAY.plusDays(1), 9)).containsExactly(next);
    assertThat(lists.deleteOlder(Instant.parse("2026-11-30T00:00:00Z"))).isEqualTo(4);
    assertThat(lists.counts(DAY, 9)).containsExactly(next);
  }

  @Test
  void aForgottenActorsListsAreErasedUpToAMinuteAfterTheForget() {
    Instant noon = Instant.ofEpochMilli((long) (NOON * 1_000));
    lists.add(
        List.of(
            list("before", ANN, NOON - 9),
            list("soon", ANN, NOON + 50),
            list("back", ANN, NOON + 70),
            list("session's", SESSION, NOON),
            list("ben's", BEN, NOON),
            list("nobody's", null, NOON),
            list(OTHER, "elsewhere", ANN, NOON)));
    assertThat(lists.deleteOfForgotten(List.of(new ForgottenActor(SHOP, ANN, noon, false))))
        .isEqualTo(2);
    assertThat(lists.deleteOfForgotten(List.of(new ForgottenActor(SHOP, SESSION, noon, false))))
        .isOne();
    assertThat(postgres.rows("SELECT id FROM shown_lists ORDER BY id"))
        .containsExactly("back", "ben's", "elsewhere", "nobody's");
  }

  @Test
  void whatIsOnItsWayWhenAnActorIsForgottenIsNotKept() {
    postgres.execute(
        "INSERT INTO forgets (database_id, kind, actor_id, forget_id, forgotten_at)"
            + " VALUES (?, 'SESSION', 'ann', gen_random_uuid(), now())",
        SHOP.value());
    List<NotedList> added =
        List.of(
            list("session's", SESSION, NOON),
            list("user's", ANN, NOON),
            list("nobody's", null, NOON),
            list(OTHER, "elsewhere", SESSION, NOON));
    assertThat(lists.add(added)).isEqualTo(3);
    assertThat(postgres.rows("SELECT id FROM shown_lists ORDER BY id"))
        .containsExactly("elsewhere", "nobody's", "user's");
  }

  @Test
  void daysAreReplacedAsAWholeAndStayForAYearAndAMonth() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    OutcomesTable.Row old = row(SHOP, today.minusDays(398), "", 9);
    OutcomesTable.Row first = row(SHOP, today.minusDays(1), "", 10);
    OutcomesTable.Row second = row(SHOP, today.minusDays(1), "buy", 10);
    OutcomesTable.Row other = row(OTHER, today, "", 8);
    outcomes.replaceFrom(
        today.minusDays(500), List.of(old, row(SHOP, today.minusDays(402), "", 7), first));
    outcomes.replaceFrom(
        today.minusDays(1), List.of(second, first, other, row(GONE, today, "", 1)));
    assertThat(outcomes.of(SHOP, 9)).containsExactly(first, second, old);
    assertThat(outcomes.of(SHOP, 1)).containsExactly(first, second);
    assertThat(outcomes.amount(SHOP, 9)).isEqualTo(3);
    assertThat(outcomes.amount(SHOP, 1)).isEqualTo(2);
    assertThat(outcomes.of(OTHER, 9)).containsExactly(other);
  }

  private static OutcomesTable.Row row(
      DatabaseId database, LocalDate day, String type, long shown) {
    return new OutcomesTable.Row(database, day, "home", type, shown, 2, 1, Completeness.COMPLETE);
  }
}
