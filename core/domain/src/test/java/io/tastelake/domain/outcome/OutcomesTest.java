package io.tastelake.domain.outcome;

import static io.tastelake.domain.outcome.Outcomes.ANY_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.outcome.Outcomes.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class OutcomesTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  private static final DatabaseId OTHER = DatabaseId.of(new UUID(2, 2));
  private static final Actor ANN = Actor.of(new UserId("ann"));
  private static final Actor BEN = Actor.of(new UserId("ben"));

  /** A session whose id is a user's. */
  private static final Actor SESSION = Actor.of(new SessionId("ann"));

  private static final ItemId LAMP = new ItemId("lamp");
  private static final ItemId SOFA = new ItemId("sofa");
  private static final double NOON = 1.7e9;
  private static final double DAY = 24 * 60 * 60;

  private static ShownList list(String id, Actor actor, double shownAt) {
    return new ShownList(SHOP, id, Optional.ofNullable(actor), shownAt, Set.of(LAMP));
  }

  private static FollowUp act(Actor actor, ItemId item, double timestamp, String named) {
    return new FollowUp(SHOP, actor, item, "view", timestamp, Optional.ofNullable(named));
  }

  private static Map<Outcome, Match> matches(List<ShownList> lists, FollowUp... acts) {
    return Outcomes.of(lists, List.of(acts)).matches();
  }

  private static Map<Outcome, Match> one(String list, Match match) {
    return Map.of(new Outcome(SHOP, list, "view"), match, new Outcome(SHOP, list, ANY_TYPE), match);
  }

  @Example
  void whatNamesItsListCountsForThatListAndNoNewerOne() {
    List<ShownList> lists = List.of(list("old", ANN, NOON), list("new", ANN, NOON + 9));
    assertThat(matches(lists, act(ANN, LAMP, NOON + 10, "old"))).isEqualTo(one("old", Match.NAMED));
    assertThat(matches(lists, act(ANN, LAMP, NOON + 10, null)))
        .isEqualTo(one("new", Match.BY_ITEM));
  }

  @Example
  void aNameThatIsForgedStaleOrAnothersDoesNotCount() {
    List<ShownList> lists = List.of(list("a", ANN, NOON));
    assertThat(matches(lists, act(BEN, LAMP, NOON + 1, "a"))).isEmpty();
    assertThat(matches(lists, act(SESSION, LAMP, NOON + 1, "a"))).isEmpty();
    assertThat(matches(lists, act(ANN, SOFA, NOON + 1, "a"))).isEmpty();
    assertThat(matches(lists, act(ANN, LAMP, NOON + DAY + 1, "a"))).isEmpty();
    assertThat(matches(lists, act(ANN, LAMP, NOON - 61, "a"))).isEmpty();
    assertThat(matches(lists, act(BEN, LAMP, NOON + 1, "forged"))).isEmpty();
    FollowUp elsewhere = new FollowUp(OTHER, ANN, LAMP, "view", NOON + 1, Optional.of("a"));
    assertThat(matches(lists, elsewhere)).isEmpty();
    assertThat(matches(lists, act(ANN, LAMP, NOON + 1, "forged")))
        .as("as if it named nothing")
        .isEqualTo(one("a", Match.BY_ITEM));
  }

  @Example
  void aDayIsInclusiveAndClocksMayDifferForWhatIsNamed() {
    List<ShownList> lists = List.of(list("a", ANN, NOON));
    assertThat(matches(lists, act(ANN, LAMP, NOON + DAY, "a"))).isEqualTo(one("a", Match.NAMED));
    assertThat(matches(lists, act(ANN, LAMP, NOON - 60, "a"))).isEqualTo(one("a", Match.NAMED));
    assertThat(matches(lists, act(ANN, LAMP, NOON + DAY, null))).isEqualTo(one("a", Match.BY_ITEM));
    assertThat(matches(lists, act(ANN, LAMP, NOON - 1, null))).isEmpty();
    assertThat(matches(lists, act(ANN, LAMP, NOON + DAY + 1, null))).isEmpty();
  }

  @Example
  void aListOfNobodyCountsForWhoeverNamesItAndForNobodyElse() {
    List<ShownList> lists = List.of(list("a", null, NOON));
    assertThat(matches(lists, act(BEN, LAMP, NOON + 1, "a"))).isEqualTo(one("a", Match.NAMED));
    assertThat(matches(lists, act(BEN, LAMP, NOON + 1, null))).isEmpty();
  }

  /** The definition, list by list and type by type. */
  @Property(tries = 300)
  void isWhatTheDefinitionSays(@ForAll Random random) {
    List<ShownList> lists = lists(random);
    List<FollowUp> acts = acts(random);
    Map<Outcome, Match> expected = new HashMap<>();
    for (ShownList list : lists) {
      for (String type : List.of("view", "buy", ANY_TYPE)) {
        boolean named = false;
        boolean byItem = false;
        for (FollowUp act : acts) {
          boolean counts = type.equals(ANY_TYPE) || act.type().equals(type);
          named |= counts && isNamed(list, act);
          byItem |=
              counts
                  && lists.stream().noneMatch(each -> isNamed(each, act))
                  && isLast(list, act, lists);
        }
        if (named || byItem) {
          expected.put(
              new Outcome(list.database(), list.id(), type), named ? Match.NAMED : Match.BY_ITEM);
        }
      }
    }
    assertThat(Outcomes.of(lists, acts).matches()).isEqualTo(expected);
  }

  private static boolean isNamed(ShownList list, FollowUp act) {
    double age = act.timestamp() - list.shownAt();
    return act.named().equals(Optional.of(list.id()))
        && act.database().equals(list.database())
        && list.items().contains(act.item())
        && list.actor().orElse(act.actor()).equals(act.actor())
        && age >= -60
        && age <= DAY;
  }

  private static boolean isLast(ShownList list, FollowUp act, List<ShownList> lists) {
    return isBefore(list, act)
        && lists.stream()
            .filter(other -> isBefore(other, act))
            .noneMatch(
                other ->
                    other.shownAt() > list.shownAt()
                        || (other.shownAt() == list.shownAt()
                            && other.id().compareTo(list.id()) > 0));
  }

  private static boolean isBefore(ShownList list, FollowUp act) {
    double age = act.timestamp() - list.shownAt();
    return act.database().equals(list.database())
        && list.items().contains(act.item())
        && list.actor().equals(Optional.of(act.actor()))
        && age >= 0
        && age <= DAY;
  }

  @Property(tries = 300)
  void orderAndRepetitionDoNotMatterAndPartsJoin(@ForAll Random random) {
    List<ShownList> lists = lists(random);
    List<FollowUp> acts = acts(random);
    Map<Outcome, Match> whole = Outcomes.of(lists, acts).matches();

    List<FollowUp> twice = new ArrayList<>(acts);
    twice.addAll(acts);
    Collections.shuffle(twice, random);
    List<ShownList> shuffled = new ArrayList<>(lists);
    shuffled.addAll(lists);
    Collections.shuffle(shuffled, random);
    Outcomes joined = new Outcomes();
    int cut = random.nextInt(twice.size() + 1);
    joined.addAll(Outcomes.of(shuffled, twice.subList(0, cut)));
    joined.addAll(Outcomes.of(lists, twice.subList(cut, twice.size())));

    assertThat(joined.matches()).isEqualTo(whole);
  }

  private static List<ShownList> lists(Random random) {
    List<ShownList> lists = new ArrayList<>();
    for (int i = 0; i < random.nextInt(8); i++) {
      lists.add(
          new ShownList(
              random.nextInt(5) == 0 ? OTHER : SHOP,
              "list" + i,
              random.nextInt(4) == 0 ? Optional.empty() : Optional.of(actor(random)),
              time(random),
              random.nextBoolean() ? Set.of(LAMP) : Set.of(LAMP, SOFA)));
    }
    return lists;
  }

  private static List<FollowUp> acts(Random random) {
    List<FollowUp> acts = new ArrayList<>();
    for (int i = 0; i < random.nextInt(12); i++) {
      acts.add(
          new FollowUp(
              random.nextInt(5) == 0 ? OTHER : SHOP,
              actor(random),
              random.nextBoolean() ? LAMP : SOFA,
              random.nextBoolean() ? "view" : "buy",
              time(random),
              random.nextBoolean() ? Optional.of("list" + random.nextInt(9)) : Optional.empty()));
    }
    return acts;
  }

  private static Actor actor(Random random) {
    return List.of(ANN, BEN, SESSION).get(random.nextInt(3));
  }

  /** Few times, so that some are equal; of three days. */
  private static double time(Random random) {
    return NOON + random.nextInt(24) * DAY / 8 + random.nextInt(3) * 30;
  }
}
