package io.tastelake.serving.explanation;

import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import java.util.Optional;

/**
 * What one interaction adds to a rating's evidence.
 *
 * @param session that it was recorded for, if it was one of the user's
 * @param weight of its type
 * @param emphasis by which a property multiplies the strength; 1 without one
 * @param decay what of it is left when seen from the newest interaction: 0 to 1
 * @param share of the sum
 */
record Term(
    Interaction interaction,
    Optional<SessionId> session,
    Weight weight,
    double emphasis,
    double decay,
    double share) {}
