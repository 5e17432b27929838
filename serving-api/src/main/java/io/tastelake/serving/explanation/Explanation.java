package io.tastelake.serving.explanation;

import io.tastelake.contracts.log.InteractionEvidence;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.rating.Rating;
import io.tastelake.serving.taste.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rating taken apart, by the arithmetic that inferred it.
 *
 * @param parameters that it was inferred with
 * @param evidence the sum of all terms
 * @param inferred what follows from it
 * @param given the rating that the user gave, which outranks that
 * @param terms the newest first
 * @param complete whether all interactions with the item are among them
 * @param score why the model would recommend the item, if it would at all
 */
record Explanation(
    ImplicitToExplicitParameters parameters,
    Evidence evidence,
    Optional<Rating> inferred,
    Optional<Rating> given,
    List<Term> terms,
    boolean complete,
    Optional<Score> score) {

  /** An interaction with the item, and whose session's it was. */
  record Done(Interaction interaction, Optional<SessionId> session) {}

  /** What {@code done} says of one item; types without a weight say nothing. */
  static Explanation of(
      List<Done> done,
      Optional<Rating> given,
      ImplicitToExplicitParameters parameters,
      boolean complete,
      Optional<Score> score) {
    List<Done> weighty =
        done.stream()
            .filter(each -> parameters.weights().containsKey(each.interaction().type()))
            .sorted(Comparator.comparing(Done::interaction, Interaction.NEWEST_FIRST))
            .toList();
    Evidence all = Evidence.NONE;
    for (Done each : weighty) {
      all = all.plus(alone(each, parameters), parameters);
    }
    List<Term> terms = new ArrayList<>(weighty.size());
    for (Done each : weighty) {
      terms.add(term(each, all, parameters));
    }
    return new Explanation(parameters, all, all.rating(parameters), given, terms, complete, score);
  }

  private static Evidence alone(Done done, ImplicitToExplicitParameters parameters) {
    Weight weight = parameters.weights().get(done.interaction().type());
    return Evidence.of(
        InteractionEvidence.contribution(done.interaction().content(), weight), parameters);
  }

  /** Seen from the newest: nothing at that moment, plus the term. */
  private static Term term(Done done, Evidence all, ImplicitToExplicitParameters parameters) {
    Weight weight = parameters.weights().get(done.interaction().type());
    Evidence alone = alone(done, parameters);
    Evidence now = new Evidence(0, all.last());
    double share = now.plus(alone, parameters).sum();
    double decay = now.plus(new Evidence(1, alone.last()), parameters).sum();
    double emphasis = weight.strength() == 0 ? 1 : alone.sum() / weight.strength();
    return new Term(done.interaction(), done.session(), weight, emphasis, decay, share);
  }

  /** The rating that counts. */
  Optional<Rating> effective() {
    return given.isPresent() ? given : inferred;
  }
}
