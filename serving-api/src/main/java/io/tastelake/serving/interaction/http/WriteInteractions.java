package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.rating.Parameters;
import java.io.IOException;
import java.util.List;

/** {@code POST interactions-bulk/}: records interactions of many users. */
public final class WriteInteractions implements Endpoint {

  private final Databases databases;
  private final Parameters parameters;
  private final Recorder recorder;

  public WriteInteractions(Databases databases, Parameters parameters, Recorder recorder) {
    this.databases = databases;
    this.parameters = parameters;
    this.recorder = recorder;
  }

  @Override
  public Route route() {
    return Route.post("/interactions-bulk", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    parameters.require(database.id());
    RowEvents rows = recorder.rowsOf(context, database);
    IdTypes types = database.types();
    Batch batch = context.body(new BulkReader(() -> new Batch(rows, row -> user(types, row))));
    List<String> warnings = recorder.appendAndWarn(context, database, batch.events());
    context.answer(json -> InteractionJson.writeWarnings(json, warnings));
  }

  static Actor user(IdTypes types, Row row) {
    return Actor.of(types.user(RowEvents.require(row.user(), "user_id", "an id")));
  }
}
