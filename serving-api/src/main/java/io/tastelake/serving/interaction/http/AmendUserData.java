package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.Amendment;
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
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code PUT user-data/<user_id>/interactions}: changes the given fields of one interaction. */
public final class AmendUserData implements Endpoint {

  private final Databases databases;
  private final Histories histories;
  private final Recorder recorder;

  public AmendUserData(Databases databases, Histories histories, Recorder recorder) {
    this.databases = databases;
    this.histories = histories;
    this.recorder = recorder;
  }

  @Override
  public Route route() {
    return Route.put(UserData.PATH, Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    Actor user = Actor.of(context.user(database.types()));
    Row row = UserData.row(context);
    Amendment amendment =
        new Amendment(
            Optional.ofNullable(row.item()).map(database.types()::item),
            Optional.ofNullable(row.type()),
            row.timestamp() == null ? OptionalDouble.empty() : OptionalDouble.of(row.timestamp()),
            Optional.ofNullable(row.properties()));
    InteractionId id = UserData.existing(histories, database, user, row.interaction());
    recorder.append(
        context,
        database,
        List.of(
            InteractionEvent.amend(
                database.id(),
                user,
                id,
                amendment,
                recorder.rowsOf(context, database).acceptedAt())));
    context.answer(json -> json.writeStringField("interaction_id", id.toString()));
  }
}
