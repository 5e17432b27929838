package io.tastelake.batch.parity;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.ServedSample;
import io.tastelake.store.ServedVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Judges samples of one database by its present parameters and the models that it still has.
 *
 * @param standing since when the parameters stand; empty if there are none
 * @param models folds into a model by its id; empty if it is gone
 * @param staleness how old what is served may be
 */
record Judge(
    ImplicitToExplicitParameters parameters,
    Optional<ParametersTable.Standing> standing,
    Function<String, Optional<FoldIn>> models,
    Duration staleness) {

  /** Holds a sample against all that happened to its user. */
  Judgement judge(ServedSample sample, List<Past> pasts) {
    Window window = Window.before(sample.at(), staleness);
    Map<ItemId, Double> ratings =
        sample.kind() == ServedSample.Kind.RATING ? sample.ratings() : Map.of();
    if (pasts.stream().anyMatch(past -> past.isForgottenAfter(window.from()))) {
      return Judgement.none(ServedVerdict.FORGOTTEN, ratings.size());
    }
    if (changedSince(sample.at())) {
      return Judgement.none(ServedVerdict.PARAMETERS, ratings.size());
    }
    LegalStates states = new LegalStates(pasts, sample.user(), parameters, window);
    Judgement judgement =
        sample
            .model()
            .map(model -> ofVector(sample, model, states))
            .orElseGet(
                () ->
                    Judgement.ofRatings(
                        ratings, sample.whole() ? states.items() : Set.of(), states));
    return judgement.isWrong() && !appliedBefore(sample.at().minus(staleness))
        ? Judgement.none(ServedVerdict.PARAMETERS, ratings.size())
        : judgement;
  }

  private Judgement ofVector(ServedSample sample, String model, LegalStates states) {
    return models
        .apply(model)
        .map(foldIn -> Judgement.ofVector(sample.vector(), states, foldIn))
        .orElseGet(() -> Judgement.none(ServedVerdict.MODEL, 1));
  }

  private boolean changedSince(Instant served) {
    return standing.filter(since -> since.updatedAt().isAfter(served)).isPresent();
  }

  /** Until all users were recomputed, some are shown by the parameters before, which is legal. */
  private boolean appliedBefore(Instant moment) {
    return standing.isEmpty()
        || standing.get().appliedAt().filter(applied -> applied.isBefore(moment)).isPresent();
  }
}
