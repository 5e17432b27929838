package io.tastelake.stream.taste;

import io.tastelake.contracts.log.InteractionEvidence;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.rating.UserEvidence;
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

  /** What they say of the user's taste. */
  UserEvidence evidence(ImplicitToExplicitParameters parameters) {
    UserEvidence evidence = InteractionEvidence.of(interactions.stream(), parameters);
    given.forEach(evidence::give);
    return evidence;
  }
}
