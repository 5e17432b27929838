package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.List;

/** {@code POST user-data/<user_id>/interactions}: records one interaction, answers its id. */
public final class RecordUserData implements Endpoint {

  private final Databases databases;
  private final Recorder recorder;

  public RecordUserData(Databases databases, Recorder recorder) {
    this.databases = databases;
    this.recorder = recorder;
  }

  @Override
  public Route route() {
    return Route.post(UserData.PATH, Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Actor user = Actor.of(context.user(database.types()));
    Row row = UserData.row(context);
    ItemId item = database.types().item(RowEvents.require(row.item(), "item_id", "an id"));
    RowEvents rows = recorder.rowsOf(context, database);
    Interaction interaction = rows.interaction(item, row);
    recorder.append(
        context,
        database,
        List.of(InteractionEvent.record(database.id(), user, interaction, rows.acceptedAt())));
    context.answer(json -> json.writeStringField("interaction_id", interaction.id().toString()));
  }
}
