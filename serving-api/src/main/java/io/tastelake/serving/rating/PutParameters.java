package io.tastelake.serving.rating;

import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
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
    parameters.put(databases.of(context.caller()).id(), WrittenParameters.read(context.fields()));
    context.audit(AuditLog.Event.PARAMETERS_CHANGED, Map.of());
    context.answer(json -> {});
  }
}
