package io.tastelake.stream.taste;

import io.tastelake.contracts.log.InteractionEvidence;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.RatedItems;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.rating.UserEvidence;
import java.util.Map;

/**
 * What the interactions and ratings of one user come to, so that one more is added and the others
 * need not be read. Not thread-safe.
 */
final class KnownTaste {

  /** What a user costs beside the items, in items. */
  private static final int USER = 8;

  private final UserEvidence evidence;
  private long interactions;
  private boolean anyGiven;
  private boolean givenIsKnown = true;

  private KnownTaste(UserEvidence evidence) {
    this.evidence = evidence;
  }

  /** What {@code contents} come to. */
  static KnownTaste of(UserContents contents, ImplicitToExplicitParameters parameters) {
    KnownTaste known = new KnownTaste(new UserEvidence(parameters));
    contents.interactions().forEach(known::add);
    known.give(contents.given());
    return known;
  }

  /** Adds an interaction that is none of those before. */
  void add(InteractionContent interaction) {
    interactions++;
    InteractionEvidence.add(interaction, evidence);
  }

  /** Other ratings are given than before. */
  void givenChanged() {
    givenIsKnown = false;
  }

  boolean givenIsKnown() {
    return givenIsKnown;
  }

  /** These ratings are given, and no others. */
  void give(Map<ItemId, Rating> given) {
    evidence.giveNothing();
    given.forEach(evidence::give);
    anyGiven = !given.isEmpty();
    givenIsKnown = true;
  }

  boolean isUnder(ImplicitToExplicitParameters parameters) {
    return evidence.parameters().equals(parameters);
  }

  /** Whether nothing counts for the user. */
  boolean isEmpty() {
    return interactions == 0 && !anyGiven;
  }

  RatedItems ratings() {
    return evidence.ratings();
  }

  /** What it takes to keep it, in items. */
  long cost() {
    return USER + (long) evidence.size();
  }
}
