package io.tastelake.bench.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What one user or session must have, as the caller knows it. Each interaction has an item of its
 * own, so that rows are told apart by items. A write of which nothing is known may hold for ever.
 * Not thread-safe: one thread writes for an actor.
 */
final class Diary {

  private enum Presence {
    CERTAIN,
    POSSIBLE,
    NONE
  }

  private static final class Entry {
    private final Set<String> types = new LinkedHashSet<>();
    private Presence presence;
    private String id;
  }

  private final String actor;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Given ratings by item, each with all that it may be; an empty text is none. */
  private final Map<String, Set<String>> ratings = new HashMap<>();

  private Optional<Diary> owner = Optional.empty();
  private boolean forgotten;

  Diary(String actor) {
    this.actor = actor;
  }

  String actor() {
    return actor;
  }

  int size() {
    return entries.size();
  }

  boolean isForgotten() {
    return forgotten || owner.map(Diary::isForgotten).orElse(false);
  }

  /** The user whose session this is. */
  Optional<Diary> owner() {
    return owner;
  }

  void resolvedTo(Diary user) {
    owner = Optional.of(user);
  }

  void recorded(Outcome outcome, String item, String type) {
    Entry entry = new Entry();
    entry.presence =
        switch (outcome) {
          case ACKNOWLEDGED -> Presence.CERTAIN;
          case REFUSED -> Presence.NONE;
          case UNKNOWN -> Presence.POSSIBLE;
        };
    entry.types.add(type);
    entries.put(item, entry);
  }

  /** The API's id of what was recorded with {@code item}. */
  void identified(String item, String id) {
    entries.get(item).id = id;
  }

  /** An item of which an interaction is certainly there, and the interaction's id is known. */
  Optional<String> anyCertain(SplittableRandom random) {
    List<String> certain = new ArrayList<>();
    entries.forEach(
        (item, entry) -> {
          if (entry.id != null && entry.presence == Presence.CERTAIN) {
            certain.add(item);
          }
        });
    return certain.isEmpty()
        ? Optional.empty()
        : Optional.of(certain.get(random.nextInt(certain.size())));
  }

  String id(String item) {
    return entries.get(item).id;
  }

  /** What was sent later and not acknowledged may still replace what was acknowledged. */
  void amended(Outcome outcome, String item, String type) {
    Entry entry = entries.get(item);
    if (outcome == Outcome.ACKNOWLEDGED && entry.types.size() == 1) {
      entry.types.clear();
    }
    if (outcome != Outcome.REFUSED) {
      entry.types.add(type);
    }
  }

  void retracted(Outcome outcome, String item) {
    if (outcome != Outcome.REFUSED) {
      entries.get(item).presence =
          outcome == Outcome.ACKNOWLEDGED ? Presence.NONE : Presence.POSSIBLE;
    }
  }

  void rated(Outcome outcome, String item, String rating) {
    Set<String> possible = ratings.computeIfAbsent(item, any -> new LinkedHashSet<>(Set.of("")));
    if (outcome == Outcome.ACKNOWLEDGED && possible.size() == 1) {
      possible.clear();
    }
    if (outcome != Outcome.REFUSED) {
      possible.add(rating);
    }
  }

  /** Acknowledged: all that was certain is gone; what was unknown may come late. */
  void forget() {
    forgotten = true;
    hide();
    ratings.values().removeIf(possible -> possible.size() == 1);
    ratings.values().forEach(possible -> possible.add(""));
  }

  /** The session's owner was forgotten. */
  void hide() {
    for (Entry entry : entries.values()) {
      if (entry.presence == Presence.CERTAIN) {
        entry.presence = Presence.NONE;
      }
    }
  }

  /** Whether a given rating of {@code item} may be {@code rating}; an empty text is none. */
  boolean mayRate(String item, String rating) {
    return ratings.getOrDefault(item, Set.of("")).contains(rating);
  }

  Set<String> ratedItems() {
    return ratings.keySet();
  }

  /** Items whose interactions are certainly there, or may be. */
  Set<String> itemsThatMayBeThere() {
    return items(Set.of(Presence.CERTAIN, Presence.POSSIBLE));
  }

  Set<String> certainItems() {
    return items(Set.of(Presence.CERTAIN));
  }

  private Set<String> items(Set<Presence> wanted) {
    Set<String> items = new LinkedHashSet<>();
    entries.forEach(
        (item, entry) -> {
          if (wanted.contains(entry.presence)) {
            items.add(item);
          }
        });
    return items;
  }

  /**
   * Says what {@code rows} should not be.
   *
   * @param rows the types of each item's interactions
   */
  void compare(Map<String, List<String>> rows, String where, Findings findings) {
    rows.forEach(
        (item, types) -> {
          Entry entry = entries.get(item);
          if (types.size() > 1) {
            findings.add(said(item, "is there %d times".formatted(types.size()), where));
          }
          if (entry == null) {
            findings.add(said(item, "was never sent", where));
          } else if (entry.presence == Presence.NONE) {
            findings.add(said(item, "was refused, deleted or forgotten, and is there", where));
          } else if (!entry.types.containsAll(types)) {
            findings.add(said(item, "is a %s and no %s".formatted(types, entry.types), where));
          }
        });
    entries.forEach(
        (item, entry) -> {
          if (entry.presence == Presence.CERTAIN && !rows.containsKey(item)) {
            findings.add(said(item, "was acknowledged, and is not there", where));
          }
        });
  }

  private String said(String item, String what, String where) {
    return "%s: %s of %s %s".formatted(where, item, actor, what);
  }
}
