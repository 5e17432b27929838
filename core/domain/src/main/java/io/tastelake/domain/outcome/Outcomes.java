package io.tastelake.domain.outcome;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which lists something came of, by the type of what was done.
 *
 * <p>An interaction comes of at most one list: of the one that it names, if it may (the list is of
 * the same database and actor, shows the item and is at most {@link ShownList#WINDOW} old); else,
 * whatever it names, of the list that its actor was shown last before it, at most so long ago, with
 * the item in it. A list counts once for each type, however much came of it, and as named if any of
 * that was named.
 *
 * <p>Interactions may come in any order, twice, and in parts that are joined later. Not
 * thread-safe.
 */
public final class Outcomes {

  /** Stands for all types together; no type is spelled like this. */
  public static final String ANY_TYPE = "";

  private static final Comparator<ShownList> OLDEST_FIRST =
      Comparator.comparingDouble(ShownList::shownAt).thenComparing(ShownList::id);

  private final Map<Outcome, Match> matches = new HashMap<>();

  /** Something of a type came of a list. */
  public record Outcome(DatabaseId database, String list, String type) {}

  private record ListId(DatabaseId database, String id) {}

  private record Sight(DatabaseId database, Actor actor, ItemId item) {}

  /**
   * What came of lists.
   *
   * @param lists at least those that {@code acts} name, and those that their actors were shown last
   *     before them with their items
   */
  public static Outcomes of(Collection<ShownList> lists, Collection<FollowUp> acts) {
    Map<ListId, ShownList> byId = new HashMap<>();
    Map<Sight, List<ShownList>> sights = new HashMap<>();
    for (ShownList list : lists) {
      if (byId.put(new ListId(list.database(), list.id()), list) == null) {
        list.actor().ifPresent(actor -> see(list, actor, sights));
      }
    }
    Outcomes outcomes = new Outcomes();
    for (FollowUp act : acts) {
      Optional<ShownList> named =
          act.named()
              .map(id -> byId.get(new ListId(act.database(), id)))
              .filter(list -> list.mayBeNamedBy(act));
      if (named.isPresent()) {
        outcomes.add(named.get(), act, Match.NAMED);
      } else {
        Sight sight = new Sight(act.database(), act.actor(), act.item());
        sights.getOrDefault(sight, List.of()).stream()
            .filter(list -> list.suits(act))
            .max(OLDEST_FIRST)
            .ifPresent(list -> outcomes.add(list, act, Match.BY_ITEM));
      }
    }
    return outcomes;
  }

  private static void see(ShownList list, Actor actor, Map<Sight, List<ShownList>> sights) {
    for (ItemId item : list.items()) {
      sights
          .computeIfAbsent(new Sight(list.database(), actor, item), sight -> new ArrayList<>())
          .add(list);
    }
  }

  private void add(ShownList list, FollowUp act, Match match) {
    matches.merge(new Outcome(list.database(), list.id(), act.type()), match, Match::or);
    matches.merge(new Outcome(list.database(), list.id(), ANY_TYPE), match, Match::or);
  }

  /** Joins what came of other interactions, or of the same. */
  public void addAll(Outcomes others) {
    others.matches.forEach((outcome, match) -> matches.merge(outcome, match, Match::or));
  }

  /** All of it. */
  public Map<Outcome, Match> matches() {
    return Map.copyOf(matches);
  }
}
