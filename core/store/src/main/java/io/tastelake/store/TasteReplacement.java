package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * All that is to be shown of one user, in place of what is, unless that is of a newer state.
 *
 * @param forgottenAt when the newest FORGET that the writer knows was decided
 * @param ratings the inferred ones; not to be changed
 * @param vectors by model; not to be changed
 */
public record TasteReplacement(
    DatabaseId database,
    UserId user,
    Revision revision,
    Instant forgottenAt,
    Map<ItemId, Rating> ratings,
    Map<String, float[]> vectors) {

  /**
   * Replaces the tastes of users: all of them, or none if one fails.
   *
   * @param users each at most once
   */
  public static void all(StoreConnection connection, Collection<TasteReplacement> users) {
    new TasteWrites(0).all(connection, users);
  }

  /** Whose it is. */
  record Whose(DatabaseId database, UserId user) {}

  Whose whose() {
    return new Whose(database, user);
  }

  /** Whether it leaves nothing but the pair. */
  boolean showsNothing() {
    return ratings.isEmpty() && vectors.isEmpty();
  }

  /** The same for somebody who was forgotten later than the writer knows. */
  TasteReplacement showingNothing() {
    return new TasteReplacement(database, user, revision, forgottenAt, Map.of(), Map.of());
  }
}
