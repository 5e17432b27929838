package io.tastelake.serving.rating;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.Json;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.ParametersJson;
import java.io.IOException;
import java.util.Map;

/** {@code GET databases/current/implicit-to-explicit/}: the parameters as they are set. */
public final class ShowParameters implements Endpoint {

  private final Databases databases;
  private final Parameters parameters;

  public ShowParameters(Databases databases, Parameters parameters) {
    this.databases = databases;
    this.parameters = parameters;
  }

  @Override
  public Route route() {
    return Route.get("/databases/current/implicit-to-explicit", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    ImplicitToExplicitParameters set =
        parameters.of(databases.of(context.caller()).id()).orElseThrow(Parameters::unset);
    ObjectNode members = ParametersJson.write(set);
    context.answer(
        json -> {
          for (Map.Entry<String, JsonNode> member : members.properties()) {
            json.writeFieldName(member.getKey());
            Json.MAPPER.writeTree(json, member.getValue());
          }
        });
  }
}
