package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.rating.Parameters;
import java.io.IOException;
import java.util.List;

/**
 * {@code POST users/<user_id>/interactions-bulk/}, through each door: records interactions of one
 * user.
 */
public final class WriteUserInteractions implements Endpoint {

  private final Databases databases;
  private final Parameters parameters;
  private final Recorder recorder;
  private final WriteDoor door;

  public WriteUserInteractions(
      Databases databases, Parameters parameters, Recorder recorder, WriteDoor door) {
    this.databases = databases;
    this.parameters = parameters;
    this.recorder = recorder;
    this.door = door;
  }

  @Override
  public Route route() {
    return door.route(Route.post("/users/{user_id}/interactions-bulk", Role.ALL));
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Actor actor = Actor.of(context.user(database.types()));
    parameters.require(database.id());
    RowEvents rows = recorder.rowsOf(context, database);
    Batch batch = context.body(new BulkReader(() -> new Batch(rows, row -> actor)));
    List<String> warnings = door.append(recorder, context, database, batch.events());
    context.answer(json -> InteractionJson.writeWarnings(json, warnings));
  }
}
