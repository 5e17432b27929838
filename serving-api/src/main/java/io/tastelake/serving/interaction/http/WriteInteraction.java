package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.http.Timestamps;
import io.tastelake.serving.rating.Parameters;
import java.io.IOException;
import java.util.List;

/** {@code POST users/<user_id>/interactions/<item_id>/}: records one interaction of a user. */
public final class WriteInteraction implements Endpoint {

  private final Databases databases;
  private final Parameters parameters;
  private final Recorder recorder;

  public WriteInteraction(Databases databases, Parameters parameters, Recorder recorder) {
    this.databases = databases;
    this.parameters = parameters;
    this.recorder = recorder;
  }

  @Override
  public Route route() {
    return Route.post("/users/{user_id}/interactions/{item_id}", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    UserId user = context.user(database.types());
    ItemId item = database.types().item(context.path("item_id"));
    parameters.require(database.id());
    Row row = context.body(parser -> RowReader.read(parser, Timestamps.UNIX_SECONDS));
    List<String> warnings =
        recorder.appendAndWarn(
            context,
            database,
            List.of(recorder.rowsOf(context, database).recorded(Actor.of(user), item, row)));
    context.answer(json -> InteractionJson.writeWarnings(json, warnings));
  }
}
