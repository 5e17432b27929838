package io.tastelake.stream.taste;

import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.stream.interaction.InteractionsState.Transition;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the users who were active last, by their keys, within a budget: a user who is
 * active again costs what changed. An interaction is only ever added. Evidence cannot be taken
 * away, so whatever else changes makes the user unknown, and all that stands is read again.
 *
 * <p>It follows from the keyed state and is no part of it: after a restart nothing is known. Not
 * thread-safe.
 */
final class KnownTastes {

  private static final class Kept {
    private final KnownTaste taste;
    private long cost;

    Kept(KnownTaste taste) {
      this.taste = taste;
    }
  }

  private final long budget;
  private final Map<String, Kept> users = new LinkedHashMap<>(16, 0.75f, true);
  private long cost;

  /**
   * Nothing yet.
   *
   * @param budget how many items to keep at most, at about 35 bytes each
   */
  KnownTastes(long budget) {
    this.budget = budget;
  }

  /** What is known of a user under these parameters. */
  Optional<KnownTaste> find(String user, ImplicitToExplicitParameters parameters) {
    Kept kept = users.get(user);
    if (kept != null && !kept.taste.isUnder(parameters)) {
      forget(user);
      return Optional.empty();
    }
    return Optional.ofNullable(kept).map(known -> known.taste);
  }

  /** Keeps what was found out about a user. */
  void keep(String user, KnownTaste known) {
    forget(user);
    Kept kept = new Kept(known);
    users.put(user, kept);
    charge(kept);
  }

  /** Evicts those who were active longest ago if the user has grown beyond the budget. */
  private void charge(Kept kept) {
    cost += kept.taste.cost() - kept.cost;
    kept.cost = kept.taste.cost();
    Iterator<Kept> eldest = users.values().iterator();
    while (cost > budget) {
      cost -= eldest.next().cost;
      eldest.remove();
    }
  }

  /** An interaction of a user became another. */
  void change(String user, Transition transition) {
    if (transition.isOne()) {
      if (transition.before().isEmpty()) {
        add(user, transition.after().orElseThrow());
      } else {
        forget(user);
      }
    }
  }

  private void add(String user, InteractionContent interaction) {
    Kept kept = users.get(user);
    if (kept != null) {
      try {
        kept.taste.add(interaction);
        charge(kept);
      } catch (RuntimeException e) {
        forget(user); // whoever infers its ratings anew says why
      }
    }
  }

  /** A user gave or withdrew a rating. */
  void givenChanged(String user) {
    Kept kept = users.get(user);
    if (kept != null) {
      kept.taste.givenChanged();
    }
  }

  /** What stands of a user may have changed in any way. */
  void forget(String user) {
    Kept kept = users.remove(user);
    if (kept != null) {
      cost -= kept.cost;
    }
  }
}
