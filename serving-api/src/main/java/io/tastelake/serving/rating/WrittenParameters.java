package io.tastelake.serving.rating;

import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.store.ParametersJson;

/** Implicit-to-explicit parameters as a request brings them. */
public final class WrittenParameters {

  /** Parameters are kept in memory for each database, by every job and instance. */
  private static final int MAX_NAME_LENGTH = 255;

  private WrittenParameters() {}

  /**
   * The parameters that the body holds.
   *
   * @throws ApiException {@code WrongData} if it holds none, or none that let anything weigh
   */
  public static ImplicitToExplicitParameters read(JsonFields fields) {
    try {
      ImplicitToExplicitParameters parameters = ParametersJson.read(fields.object());
      if (parameters.weights().isEmpty()) {
        throw new IllegalArgumentException(
            "interaction_types is empty, so nothing would weigh anything: name at least one type.");
      }
      parameters.weights().values().forEach(WrittenParameters::requireShortName);
      return parameters;
    } catch (IllegalArgumentException e) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE, "The parameters are invalid: " + e.getMessage());
    }
  }

  private static void requireShortName(Weight weight) {
    weight
        .property()
        .filter(property -> property.name().length() > MAX_NAME_LENGTH)
        .ifPresent(
            property -> {
              throw new IllegalArgumentException(
                  "property names one of %,d characters; at most %d are allowed."
                      .formatted(property.name().length(), MAX_NAME_LENGTH));
            });
  }
}
