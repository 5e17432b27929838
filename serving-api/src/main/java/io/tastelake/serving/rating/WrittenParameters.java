package io.tastelake.serving.rating;

import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.store.ParametersJson;

/** Implicit-to-explicit parameters as a request brings them. */
public final class WrittenParameters {

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
      return parameters;
    } catch (IllegalArgumentException e) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE, "The parameters are invalid: " + e.getMessage());
    }
  }
}
