package io.tastelake.stream.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import java.util.Map;

/**
 * All that is to be shown of one user, in place of what is. Without ratings and vectors nothing is.
 *
 * @param ratings the inferred ones
 * @param vectors by model; not to be changed
 */
record TasteUpdate(
    DatabaseId database,
    UserId user,
    Revision revision,
    Map<ItemId, Rating> ratings,
    Map<String, float[]> vectors) {

  TasteUpdate {
    ratings = Map.copyOf(ratings);
    vectors = Map.copyOf(vectors);
  }

  /** A tombstone. */
  static TasteUpdate nothing(DatabaseId database, UserId user, Revision revision) {
    return new TasteUpdate(database, user, revision, Map.of(), Map.of());
  }
}
