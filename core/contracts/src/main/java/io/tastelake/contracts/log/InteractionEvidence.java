package io.tastelake.contracts.log;

import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.rating.Contribution;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.rating.UserEvidence;
import java.util.Map;
import java.util.stream.Stream;

/** Evidence of interactions, whose properties are JSON text; parsed only where a number counts. */
public final class InteractionEvidence {

  private InteractionEvidence() {}

  /** The evidence of {@code interactions}, summed in their order. */
  public static UserEvidence of(
      Stream<InteractionContent> interactions, ImplicitToExplicitParameters parameters) {
    UserEvidence evidence = new UserEvidence(parameters);
    interactions.forEach(interaction -> add(interaction, evidence));
    return evidence;
  }

  /** Adds an interaction that {@code evidence} does not take in yet. */
  public static void add(InteractionContent interaction, UserEvidence evidence) {
    Weight weight = evidence.parameters().weights().get(interaction.type());
    if (weight != null) {
      evidence.add(interaction.item(), contribution(interaction, weight));
    }
  }

  /** What of an interaction of a type of this weight a rating depends on. */
  public static Contribution contribution(InteractionContent interaction, Weight weight) {
    return weight.property().isPresent()
        ? NumericProperties.contribution(interaction)
        : new Contribution(interaction.type(), interaction.timestamp(), Map.of());
  }
}
