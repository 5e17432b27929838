package io.tastelake.serving.rating;

import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.ParametersTable;
import java.io.IOException;
import java.time.Instant;

/**
 * {@code GET databases/current/implicit-to-explicit/status/}: since when the parameters stand, and
 * whether all ratings were recomputed with them.
 */
public final class ShowParametersStatus implements Endpoint {

  private static final double MILLIS = 1e3;

  private final Databases databases;
  private final Parameters parameters;

  public ShowParametersStatus(Databases databases, Parameters parameters) {
    this.databases = databases;
    this.parameters = parameters;
  }

  @Override
  public Route route() {
    return Route.get("/databases/current/implicit-to-explicit/status", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    ParametersTable.Standing standing =
        parameters.standing(databases.of(context.caller()).id()).orElseThrow(Parameters::unset);
    context.answer(
        json -> {
          json.writeNumberField("set", seconds(standing.updatedAt()));
          if (standing.appliedAt().isPresent()) {
            json.writeNumberField("applied", seconds(standing.appliedAt().get()));
          } else {
            json.writeNullField("applied");
          }
        });
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / MILLIS;
  }
}
