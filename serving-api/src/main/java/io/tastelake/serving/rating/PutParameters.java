package io.tastelake.serving.rating;

import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.ParametersJson;
import java.io.IOException;
import java.util.Map;

/** {@code PUT databases/current/implicit-to-explicit/}: sets the parameters. */
public final class PutParameters implements Endpoint {

  private final Databases databases;
  private final Parameters parameters;

  public PutParameters(Databases databases, Parameters parameters) {
    this.databases = databases;
    this.parameters = parameters;
  }

  @Override
  public Route route() {
    return Route.put("/databases/current/implicit-to-explicit", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    parameters.put(databases.of(context.caller()).id(), read(context.fields()));
    context.audit(AuditLog.Event.PARAMETERS_CHANGED, Map.of());
    context.answer(json -> {});
  }

  private static ImplicitToExplicitParameters read(JsonFields fields) {
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
