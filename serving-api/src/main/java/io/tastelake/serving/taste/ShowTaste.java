package io.tastelake.serving.taste;

import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;

/** {@code GET users/<user_id>/taste/}: a user's taste vector in the terms of the current model. */
public final class ShowTaste implements Endpoint {

  private final Databases databases;
  private final Tastes tastes;

  public ShowTaste(Databases databases, Tastes tastes) {
    this.databases = databases;
    this.tastes = tastes;
  }

  @Override
  public Route route() {
    return Route.get("/users/{user_id}/taste", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    UserId user = context.user(database.types());
    Taste taste = tastes.of(database.id(), user);
    context.answer(
        json -> {
          json.writeArrayFieldStart("taste");
          for (float number : taste.vector().numbers()) {
            json.writeNumber(number);
          }
          json.writeEndArray();
          json.writeStringField("model", taste.model().id());
          json.writeNumberField("timestamp", taste.timestamp());
        });
  }
}
