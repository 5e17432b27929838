package io.tastelake.batch.taste;

import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings that a search tries.
 *
 * @param weights what interactions weigh; empty for the ratings that there are
 */
record Candidate(AlsSettings als, Optional<ImplicitToExplicitParameters> weights) {

  /** More types are not named in a line. */
  private static final int SHOWN_TYPES = 12;

  static Candidate of(AlsSettings als) {
    return new Candidate(als, Optional.empty());
  }

  /** The same, trained with so many iterations. */
  Candidate sweeping(int times) {
    return new Candidate(als.sweeping(times), weights);
  }

  /** Such as: rank 32, alpha 0.3, lambda 0.1; buy 10.0, view 1.0, half-life 30.0 days. */
  String described() {
    String model = "rank %d, alpha %s, lambda %s".formatted(als.rank(), als.alpha(), als.lambda());
    return weights.map(known -> model + "; " + described(known)).orElse(model);
  }

  /** Its weights alone; empty if it has none. */
  String describedWeights() {
    return weights.map(Candidate::described).orElse("");
  }

  private static String described(ImplicitToExplicitParameters weights) {
    List<String> types =
        new TreeMap<>(weights.weights())
            .entrySet().stream().map(Candidate::described).limit(SHOWN_TYPES).toList();
    int more = weights.weights().size() - types.size();
    return "%s%s, %s"
        .formatted(
            String.join(", ", types),
            more == 0 ? "" : " and %d more".formatted(more),
            weights.halfLifeDays().isPresent()
                ? "half-life %s days".formatted(weights.halfLifeDays().getAsDouble())
                : "no half-life");
  }

  private static String described(Map.Entry<String, ImplicitToExplicitParameters.Weight> type) {
    return type.getKey() + " " + type.getValue().strength();
  }
}
