package io.tastelake.stream.store;

import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import java.util.List;
import java.util.Optional;

/**
 * What the ratings and vectors of one database's users depend on beside their interactions.
 *
 * @param models the current model and those that are newer: they are staged
 */
public record DatabaseTaste(
    Optional<ImplicitToExplicitParameters> parameters, List<ModelSettings> models) {

  public DatabaseTaste {
    models = List.copyOf(models);
  }
}
