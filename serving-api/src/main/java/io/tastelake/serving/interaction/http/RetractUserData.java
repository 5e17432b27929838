package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.interaction.Histories;
import java.io.IOException;
import java.util.List;

/** {@code DELETE user-data/<user_id>/interactions}: takes one interaction back, for good. */
public final class RetractUserData implements Endpoint {

  private final Databases databases;
  private final Histories histories;
  private final Recorder recorder;

  public RetractUserData(Databases databases, Histories histories, Recorder recorder) {
    this.databases = databases;
    this.histories = histories;
    this.recorder = recorder;
  }

  @Override
  public Route route() {
    return Route.delete(UserData.PATH, Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Actor user = Actor.of(context.user(database.types()));
    Row row = UserData.row(context);
    InteractionId id =
        context.isRepeated()
            ? InteractionId.parse(row.interaction())
            : UserData.existing(histories, database, user, row.interaction());
    recorder.append(
        context,
        database,
        List.of(
            InteractionEvent.retract(
                database.id(), user, id, recorder.rowsOf(context, database).acceptedAt())));
    context.answer(json -> {});
  }
}
