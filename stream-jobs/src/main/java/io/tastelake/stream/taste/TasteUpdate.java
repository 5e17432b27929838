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
 * @param forgottenAt when the newest FORGET that it takes in was decided, Unix microseconds; 0 if
 *     none is known
 * @param ratings the inferred ones; not to be changed
 * @param vectors by model; not to be changed
 */
record TasteUpdate(
    DatabaseId database,
    UserId user,
    Revision revision,
    long forgottenAt,
    Map<ItemId, Rating> ratings,
    Map<String, float[]> vectors) {

  /** The same user at the same moment, with something to be shown. */
  TasteUpdate showing(Map<ItemId, Rating> ofItems, Map<String, float[]> ofModels) {
    return new TasteUpdate(database, user, revision, forgottenAt, ofItems, ofModels);
  }

  /** A tombstone. */
  static TasteUpdate nothing(
      DatabaseId database, UserId user, Revision revision, long forgottenAt) {
    return new TasteUpdate(database, user, revision, forgottenAt, Map.of(), Map.of());
  }
}
