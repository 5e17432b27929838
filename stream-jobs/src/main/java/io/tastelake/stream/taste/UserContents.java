package io.tastelake.stream.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.rating.Rating;
import java.util.List;
import java.util.Map;

/**
 * All that counts for one user.
 *
 * @param interactions the user's own and those of the user's sessions
 * @param given the ratings that the user gave
 */
record UserContents(List<InteractionContent> interactions, Map<ItemId, Rating> given) {

  boolean isEmpty() {
    return interactions.isEmpty() && given.isEmpty();
  }
}
